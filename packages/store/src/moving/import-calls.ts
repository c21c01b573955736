import { createHash } from "node:crypto";
import { callKey } from "@promptprof/model";
import { numberCell, textCell } from "../cell-codec.ts";
import type { PriceCorrector } from "../correct-prices.ts";
import type { Engine } from "../engine.ts";
import { findStored } from "../find-stored.ts";
import type { CallInserter } from "../insert-calls.ts";
import { recordLedger } from "../ledger.ts";
import { startedWithin } from "../time-conditions.ts";
import type { InsertOutcome, LedgerAddition, PriceCorrection, ReceivedCall } from "../store.ts";

/** A call as it costs now, and the prices it had before, oldest first. */
export interface ImportedCall {
  readonly received: ReceivedCall;
  readonly earlier: readonly PriceCorrection["price"][];
}

/** The word by which the ledger counts a call that was there already. */
const STORED_BEFORE = "stored_before";

/**
 * Stores pages of an imported file. Calls keep their time of receipt and so their batch; whoever has them already keeps
 * his own.
 *
 * The ledger is written first, under a token made of the page and of what is new in it: a process that dies behind it
 * leaves calls that were received and are not there, and the same page again finds the same calls new, adds nothing
 * under the same token, and stores them.
 */
export class ImportCalls {
  readonly #engine: Engine;
  readonly #inserter: CallInserter;
  readonly #corrector: PriceCorrector;

  constructor(engine: Engine, inserter: CallInserter, corrector: PriceCorrector) {
    this.#engine = engine;
    this.#inserter = inserter;
    this.#corrector = corrector;
  }

  async insert(calls: readonly ImportedCall[]): Promise<InsertOutcome> {
    const received = calls.map((one) => one.received);
    const stored = await findStored(
      this.#engine,
      received.map(({ call }) => call),
    );
    const fresh = new Set(
      received.filter(({ call }) => !stored.has(callKey(call))).map(({ call }) => callKey(call)),
    );
    await recordLedger(this.#engine, tokenOf(received, fresh), additionsOf(received, fresh));
    const first = calls.filter(({ received: { call } }) => fresh.has(callKey(call))).map(withFirstPrice);
    if (first.length > 0) await this.#inserter.insert(first);
    await this.#correct(
      calls.filter(({ received: { call, batch } }) => (stored.get(callKey(call)) ?? batch) === batch),
    );
    return { stored: fresh.size, duplicate: calls.length - fresh.size };
  }

  /** Goes through the corrections that a call had and that are not here yet, one after the other. */
  async #correct(calls: readonly ImportedCall[]): Promise<void> {
    const corrected = calls.filter(({ earlier }) => earlier.length > 0);
    if (corrected.length === 0) return;
    const done = await this.#revisions(corrected);
    const longest = Math.max(...corrected.map(({ earlier }) => earlier.length));
    for (let step = 0; step < longest; step++) {
      const due = corrected.filter(
        ({ earlier, received: { call } }) => step < earlier.length && step >= (done.get(callKey(call)) ?? 0),
      );
      await this.#corrector.correct(due.map((one) => stepOf(one, step)));
    }
  }

  /** How many corrections the calls have, by their keys. */
  async #revisions(calls: readonly ImportedCall[]): Promise<ReadonlyMap<string, number>> {
    const times = calls.map(({ received: { call } }) => call.startTime);
    const within = startedWithin(0, { from: Math.min(...times), to: Math.max(...times) + 1 });
    const spans = calls.map(({ received: { call } }) => BigInt(`0x${call.spanId}`));
    const rows = await this.#engine.query({
      sql: `SELECT replaceAll(toString(t.trace_id), '-', ''), leftPad(lower(hex(t.span_id)), 16, '0'), count()
        FROM price_corrections AS t WHERE ${within.sql} AND t.span_id IN {spans:Array(UInt64)} GROUP BY 1, 2`,
      parameters: { ...within.parameters, spans },
    });
    return new Map(
      rows.map(([traceId, spanId, n]) => [
        callKey({ traceId: textCell(traceId), spanId: textCell(spanId) }),
        numberCell(n),
      ]),
    );
  }
}

function withFirstPrice({ received, earlier }: ImportedCall): ReceivedCall {
  const first = earlier[0];
  return first === undefined ? received : { ...received, call: { ...received.call, ...first } };
}

function stepOf({ received, earlier }: ImportedCall, step: number): PriceCorrection {
  const { costNanoUsd, pricing, notes } = received.call;
  const before = earlier[step];
  return {
    received: { ...received, call: { ...received.call, ...before } },
    price: earlier[step + 1] ?? { costNanoUsd, pricing, notes },
  };
}

function tokenOf(received: readonly ReceivedCall[], fresh: ReadonlySet<string>): string {
  const hash = createHash("sha256");
  for (const { call, batch } of received) {
    const key = callKey(call);
    hash.update(`${key} ${batch} ${fresh.has(key)}\n`);
  }
  return `import-${hash.digest("hex").slice(0, 32)}`;
}

/** Whether it is new or not, a call was received in the hour that it brings along. */
function additionsOf(received: readonly ReceivedCall[], fresh: ReadonlySet<string>): LedgerAddition[] {
  const hours = new Map<number, { received: number; duplicate: number }>();
  const seen = new Set<string>();
  for (const { call, batch } of received) {
    const hour = hours.get(hourOf(batch)) ?? { received: 0, duplicate: 0 };
    const key = callKey(call);
    hour.received += 1;
    if (!fresh.has(key) || seen.has(key)) hour.duplicate += 1;
    seen.add(key);
    hours.set(hourOf(batch), hour);
  }
  return [...hours].flatMap(([receivedAt, { received: n, duplicate }]): LedgerAddition[] => [
    { kind: "received", reason: "", receivedAt, n },
    { kind: "duplicate", reason: STORED_BEFORE, receivedAt, n: duplicate },
  ]);
}

const HOUR_MS = 3_600_000;

function hourOf(batch: number): number {
  return Math.floor(batch / 1000 / HOUR_MS) * HOUR_MS;
}
