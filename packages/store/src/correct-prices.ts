import type { Call } from "@promptprof/model";
import { CALL_COLUMNS } from "./calls-table.ts";
import { textCell } from "./cell-codec.ts";
import type { InsertId } from "./encode-rows.ts";
import type { Engine } from "./engine.ts";
import { InsertIds, lastInsert } from "./insert-ids.ts";
import { readRows } from "./select-query.ts";
import type { PriceCorrection } from "./store.ts";

/** One block of the engine, as for calls. */
const ROWS_MAX = 20_000;

/** Columns that a correction takes from the call as it costs now. */
const AFTER = [
  ...(["project", "environment", "service", "team", "prompt", "version", "provider"] as const),
  ...(["request_model", "response_model", "trace_id", "span_id", "start_time"] as const),
  ...(["input_tokens", "output_tokens", "token_source"] as const),
  ...(["cost_input", "cost_cache_read", "cost_cache_write", "cost_output"] as const),
  ...(["pricing_status", "pricing_row", "pricing_effective_from", "pricing_reason", "notes"] as const),
  ...(["segments.path", "segments.kind", "segments.tokens"] as const),
];

/** Columns that say what the call cost before, and the column of `calls` they come from. */
const BEFORE = {
  before_input: "cost_input",
  before_cache_read: "cost_cache_read",
  before_cache_write: "cost_cache_write",
  before_output: "cost_output",
  before_status: "pricing_status",
  before_reason: "pricing_reason",
  before_notes: "notes",
} as const;

const COLUMNS: readonly string[] = [
  ...AFTER,
  ...Object.keys(BEFORE),
  "batch",
  "revision",
  "writer",
  "inserted",
];

/**
 * Writes corrections of prices, each insert whole: like an insert of calls, one that a crash may have cut between the
 * table and its views is applied once more under the same token (see `insert-calls.ts`).
 */
export class PriceCorrector {
  readonly #engine: Engine;
  /** A number is the revision of its corrections too: a later one of a call has a higher one, whatever the clock does. */
  readonly #ids: InsertIds;
  /** An insert that has begun and of which nobody has seen the end. */
  #inDoubt: InsertId | null = null;

  constructor(engine: Engine, now: () => number) {
    this.#engine = engine;
    this.#ids = new InsertIds(now);
  }

  /** false = the end of an insert is not known: the table may have rows that its views have not. */
  get isComplete(): boolean {
    return this.#inDoubt === null;
  }

  /** Goes on from the last insert, and applies it again where its process may have died in it. */
  async recover({ mayBeCut }: { mayBeCut: boolean }): Promise<void> {
    const last = await lastInsert(this.#engine, "price_corrections");
    if (last === null) return;
    this.#ids.continueAfter(last);
    if (mayBeCut) await this.#applyAgain(last);
  }

  /** @throws what the engine throws; then some of the corrections may hold, and calls are to be read anew */
  async correct(corrections: readonly PriceCorrection[]): Promise<void> {
    // Another server may have corrected since, and died in it.
    if (this.#engine.isShared) await this.recover({ mayBeCut: true });
    else if (this.#inDoubt !== null) await this.#applyAgain(this.#inDoubt);
    for (let start = 0; start < corrections.length; start += ROWS_MAX) {
      const id = this.#ids.next();
      const lines = corrections.slice(start, start + ROWS_MAX).map((one) => encodeCorrection(one, id));
      await this.#send(lines, id);
    }
  }

  async #applyAgain(id: InsertId): Promise<void> {
    const lines = await this.#linesOf(id);
    if (lines.length > 0) await this.#send(lines, id);
    this.#inDoubt = null;
  }

  async #send(lines: readonly string[], id: InsertId): Promise<void> {
    this.#inDoubt = id;
    await this.#engine.insert({
      table: "price_corrections",
      columns: COLUMNS,
      lines: Buffer.from(lines.join("")),
      token: `prices-${id.writer}-${id.number}`,
    });
    this.#inDoubt = null;
  }

  /** The rows of an insert, as they were written. */
  async #linesOf({ writer, number }: InsertId): Promise<string[]> {
    const rows = await readRows(this.#engine, {
      select: { line: { sql: `formatRow('TabSeparated', ${COLUMNS.join(", ")})`, decode: textCell } },
      from: { sql: "price_corrections" },
      where: [
        {
          sql: "t.inserted = {number:UInt64} AND t.writer = {writer:String}",
          parameters: { number, writer },
        },
      ],
      groupBy: [],
      orderBy: [],
      limit: null,
    });
    return rows.map(({ line }) => line);
  }
}

function encodeCorrection({ received, price }: PriceCorrection, { writer, number }: InsertId): string {
  const after: Call = { ...received.call, ...price };
  const fields = [
    ...AFTER.map((name) => CALL_COLUMNS[name].encode(after)),
    ...Object.values(BEFORE).map((name) => CALL_COLUMNS[name].encode(received.call)),
    received.batch,
    number,
    writer,
    number,
  ];
  return `${fields.join("\t")}\n`;
}
