import { numberCell } from "../cell-codec.ts";
import type { InsertId } from "../encode-rows.ts";
import type { Engine } from "../engine.ts";
import { InsertIds, lastInsert } from "../insert-ids.ts";
import type { RetentionChange } from "../retention/held-since.ts";
import { stillKept } from "../retention/still-kept.ts";
import type { Fragment } from "../select-query.ts";
import { DAY_MS, RAW } from "../tables.ts";
import { startedWithin } from "../time-conditions.ts";
import { CHANGE_COLUMNS, CHANGES_MAX, readChanges, readChangesOf } from "./score-changes.ts";
import { readProgress, writeProgress } from "./score-progress.ts";

/**
 * Numbers of inserts are microseconds of the clock that made them. What several servers insert comes into sight in
 * another order than that of its numbers, so a look goes back by as much as clocks and inserts may differ.
 */
const OVERLAP_US = 600_000_000;

/** Rows of scores and of calls that one look takes at most: some 50 MB of ids and words. */
const SCORES_A_LOOK = 20_000;
const CALLS_A_LOOK = 200_000;

const NEVER: AbortSignal = new AbortController().signal;

/**
 * Keeps the sums of scores equal to the scores. A pair of a call and its score comes about when the later one of both
 * comes, so a run looks at the calls of new scores and at the scores of new calls, and writes what it does not know
 * yet of them. To look twice finds nothing; so windows may overlap, and a run that was cut is simply run again.
 * One at a time for a store: whoever runs it holds the lease.
 */
export class ScoreSummer {
  readonly #engine: Engine;
  readonly #now: () => number;
  readonly #retention: readonly RetentionChange[];
  readonly #ids: InsertIds;
  #lastWhole: InsertId | null = null;
  #lost: AbortSignal = NEVER;

  constructor(engine: Engine, now: () => number, retention: readonly RetentionChange[]) {
    this.#engine = engine;
    this.#now = now;
    this.#retention = retention;
    this.#ids = new InsertIds(now);
  }

  /** Resolves with the number of values that were new or changed. */
  async sum(what: "new" | "all", lost: AbortSignal = NEVER): Promise<number> {
    this.#lost = lost;
    await this.#recover();
    return what === "new" ? this.#sumNew() : this.#sumAll();
  }

  /** What came since the last run. */
  async #sumNew(): Promise<number> {
    const at = this.#now();
    const progress = await readProgress(this.#engine);
    const calls = await this.#newest(RAW.name);
    const scores = await this.#newest("scores");
    // The first run goes through all scores, so every call that is there has had its turn.
    const callsFrom = progress?.calls ?? calls;
    let changes = await this.#look("scores", (progress?.scores ?? 0) - OVERLAP_US, scores, ofScores);
    changes += await this.#look(RAW.name, callsFrom - OVERLAP_US, calls, ofCalls);
    await writeProgress(this.#engine, { scores, calls, at });
    return changes;
  }

  /** Every call that is kept, day by day: finds what a clock that jumped has hidden from the runs of the day. */
  async #sumAll(): Promise<number> {
    const [row] = await this.#engine.query({
      sql: "SELECT toUnixTimestamp64Milli(min(start_time)), toUnixTimestamp64Milli(max(start_time)) FROM calls",
      parameters: {},
    });
    const [first = 0, last = 0] = (row ?? []).map(numberCell);
    let changes = 0;
    for (let from = first; from <= last; from += DAY_MS) {
      changes += await this.#settle([startedWithin(0, { from, to: from + DAY_MS })]);
    }
    return changes;
  }

  /** Applies an insert that another process may have died in. */
  async #recover(): Promise<void> {
    const last = await lastInsert(this.#engine, "score_changes");
    if (last === null || last.number === this.#lastWhole?.number) return;
    this.#ids.continueAfter(last);
    await this.#send(await readChangesOf(this.#engine, last), last);
  }

  async #newest(table: string): Promise<number> {
    const rows = await this.#engine.query({ sql: `SELECT max(inserted) FROM ${table}`, parameters: {} });
    return numberCell(rows[0]?.[0] ?? 0);
  }

  /** Looks at the inserts of a table after `from`, up to and with `to`, some at a time. */
  async #look(
    table: string,
    from: number,
    to: number,
    chosen: (window: Fragment) => Fragment,
  ): Promise<number> {
    let changes = 0;
    for (let after = Math.max(0, from); after < to;) {
      const end = await this.#endOfLook(table, after);
      if (end === null) break;
      const parameters = { after, end };
      changes += await this.#settle([chosen({ sql: WINDOW, parameters })]);
      after = end;
    }
    return changes;
  }

  async #endOfLook(table: string, after: number): Promise<number | null> {
    const limit = table === RAW.name ? CALLS_A_LOOK : SCORES_A_LOOK;
    const rows = await this.#engine.query({
      sql: `SELECT count(), max(inserted) FROM (SELECT inserted FROM ${table} WHERE inserted > {after:UInt64} ORDER BY inserted LIMIT ${limit})`,
      parameters: { after },
    });
    const [count = 0, end = 0] = (rows[0] ?? []).map(numberCell);
    return count === 0 ? null : end;
  }

  async #settle(chosen: readonly Fragment[]): Promise<number> {
    let changes = 0;
    // A call that may expire any time may have lost its changes, and would count once more.
    const kept = stillKept(this.#retention, this.#now());
    let lines: string[];
    do {
      lines = await readChanges(this.#engine, [...chosen, kept]);
      if (lines.length > 0) await this.#send(lines, this.#ids.next());
      changes += lines.length;
    } while (lines.length === CHANGES_MAX);
    return changes;
  }

  async #send(lines: readonly string[], id: InsertId): Promise<void> {
    this.#lost.throwIfAborted();
    const { writer, number } = id;
    await this.#engine.insert({
      table: "score_changes",
      columns: CHANGE_COLUMNS,
      lines: Buffer.from(lines.map((line) => `${line}\t${writer}\t${number}\n`).join("")),
      token: `score-changes-${writer}-${number}`,
    });
    this.#lastWhole = id;
  }
}

const WINDOW = "inserted > {after:UInt64} AND inserted <= {end:UInt64}";

const ofCalls = (window: Fragment): Fragment => window;

const ofScores = (window: Fragment): Fragment => ({
  ...window,
  sql: `t.span_id IN (SELECT span_id FROM scores WHERE span_id != 0 AND ${window.sql})
    OR t.response_id IN (SELECT response_id FROM scores WHERE response_id != '' AND ${window.sql})`,
});
