import type { Call, ErrorClass, MetricName, Score, ScoreSource, SegmentKind } from "@promptprof/model";
import type { CellsQuestion, CellsResult } from "./compare/read-cells.ts";
import type { QuantilesQuestion, QuantilesResult } from "./compare/read-quantiles.ts";
import type { Lease } from "./lease.ts";
import type { ReadPlan } from "./planner.ts";
import type { ReadOnlySql } from "./sql/read-only-sql.ts";
import type { StoreUsage } from "./usage/store-usage.ts";

export type { CallCell, CallSums, CellKind, ClusterSums, ValueSums } from "./compare/call-sums.ts";
export type { CellsQuestion, CellsResult } from "./compare/read-cells.ts";
export type { QuantilesCell, QuantilesQuestion, QuantilesResult } from "./compare/read-quantiles.ts";
export type { Lease } from "./lease.ts";
export type { ReadPlan } from "./planner.ts";

/**
 * The store's contract: the only door to the engine. Every engine (ClickHouse in the process, a ClickHouse
 * server by URL) passes the same case suite, `store.case.ts`.
 *
 * Promises:
 * - What `insert` and `recordLedger` have resolved is durable: it survives `kill -9` of this process.
 * - A call is identified by (traceId, spanId) and stored once, whatever comes how often.
 * - `insert` and `recordLedger` may be repeated with the same arguments after a crash; the repetition changes nothing.
 * - Counts, tokens and money are exact sums over the stored calls; quantiles are sketches that err by at most
 *   `source.quantileError`, relatively. No percentile is ever averaged or summed.
 * - Unknown stays null: absent tokens and missing prices add nothing to sums and are counted.
 *
 * Named errors (all extend `StoreError`, message = one line that says what and what to do):
 * - `StoreLockedError`    another process has the data folder open
 * - `StoreUnwritableError` the data folder cannot be made or written
 * - `StoreTooNewError`    the schema was written by a newer version
 * - `StoreUnavailableError` the engine does not answer now; trying again later is right
 * - `StoreReadOnlyError`  the store is another server's to write
 */
export interface Store {
  /** Every write is refused with `StoreReadOnlyError`. */
  readonly readOnly: boolean;
  /** SQL of others; null = whoever has some asks the ClickHouse server itself. */
  readonly readOnlySql: ReadOnlySql | null;
  /** Inserts the calls that are not there yet. Calls of one `batch` may come in several inserts. */
  insert(calls: readonly ReceivedCall[]): Promise<InsertOutcome>;
  /** Adds to the ledger. `token` names the addition; the same token again is a no-op. */
  recordLedger(token: string, additions: readonly LedgerAddition[]): Promise<void>;
  ledger(range: TimeRange): Promise<StoredLedger>;

  prompts(question: PromptsQuestion): Promise<PromptsResult>;
  totals(selection: CallSelection): Promise<TotalsResult>;
  versions(selection: CallSelection): Promise<VersionsResult>;
  series(question: SeriesQuestion): Promise<SeriesResult>;
  calls(question: CallsQuestion): Promise<CallsPage>;
  /** What the segments of prompts take and cost; most tokens first. */
  segments(question: SegmentsQuestion): Promise<SegmentsResult>;
  /** The calls of a selection, summed by what they can be compared within. */
  cells(question: CellsQuestion): Promise<CellsResult>;
  /** Latencies of a selection at any levels. */
  quantilesAt(question: QuantilesQuestion): Promise<QuantilesResult>;
  /** What the calls of a selection were scored, with the spread of it; null = it would take a join with very many calls. */
  scoreSums(question: ScoreSumsQuestion): Promise<readonly ScoreSums[] | null>;
  /** Calls without a price or with one in part, and what hangs on them; most tokens first. */
  unpriced(question: UnpricedQuestion): Promise<UnpricedResult>;

  /** Calls as they came and as they cost now, in an order of the store's; `after` is the last one of the page before. */
  storedCalls(question: StoredCallsQuestion): Promise<readonly ReceivedCall[]>;
  /**
   * Replaces prices. The calls stay as they are; what they cost from now on is added beside them, and all sums follow.
   * One caller at a time, with calls as `storedCalls` gives them: the difference counts.
   */
  correctPrices(corrections: readonly PriceCorrection[]): Promise<void>;

  /** Stores scores, whether or not their calls are there. The same score again replaces the older one. */
  recordScores(scores: readonly Score[]): Promise<void>;
  /** Those of the scores whose call is stored. */
  scoresWithCall(scores: readonly Score[]): Promise<ReadonlySet<Score>>;
  /** The scores of these calls, by `callKey`: the newest of each name, source and id. */
  scoresOf(calls: readonly Call[]): Promise<ReadonlyMap<string, readonly Score[]>>;
  /** What the calls of a selection were scored: from single scores, or of many calls and long ago from their sums. */
  scoreMeans(question: ScoresQuestion): Promise<ScoreMeansResult>;
  /**
   * Brings the sums of scores up to date with what came since the last time, or with every call that is kept.
   * One caller at a time for a store: whoever holds the lease, and `lost` says that it is lost. Resolves with the number
   * of values that were new or changed.
   */
  sumScores(what: "new" | "all", lost?: AbortSignal): Promise<number>;

  /**
   * The right to do something that one server alone may do at a time; null = another has it now. No two asks share one,
   * not even of one process. `termMs` is 1 to 2^32 - 1: renew it well before it is over.
   */
  takeLease(ask: { readonly name: string; readonly termMs: number }): Promise<Lease | null>;

  /** What of the store could not be read and was set aside; empty = all is there. */
  damagedParts(): Promise<readonly PartSetAside[]>;

  /** Calls or scores as a file, piece by piece. Leaving off early ends it. */
  export(question: ExportQuestion): AsyncIterable<Uint8Array>;
  /**
   * Takes a file of `export` back, and says after each page how far it is. Each page is stored when it is said, and the
   * same file again stores nothing twice.
   *
   * @param step wraps each page's writing, for whoever must not be read in between
   * @throws ImportError for a file that is damaged or not ours
   */
  import(path: string, step?: ImportStep): AsyncIterable<ImportProgress>;
  /**
   * Writes the store as it is at this moment into an empty folder, which `openStore` can open. No insert is half in it.
   *
   * @throws StoreError where the store is not on this machine
   */
  snapshot(folder: string): Promise<void>;

  /** What the store takes on the disk now, and in a year at the present rate. */
  usage(): Promise<StoreUsage>;

  close(): Promise<void>;
}

/** A part of a table that is in no answer any more. Its files are kept, for a person or a backup to mend. */
export interface PartSetAside {
  readonly table: string;
  /** The folder it lies in. */
  readonly path: string;
  readonly bytes: number;
}

export type ExportFormat = "jsonl" | "csv" | "parquet";
export type Exported = "calls" | "scores";

/** Calls by their start, scores by when they were given. */
export interface ExportQuestion extends TimeRange {
  readonly what: Exported;
  readonly project?: string;
  readonly format: ExportFormat;
}

export type ImportStep = <T>(work: () => Promise<T>) => Promise<T>;

/** rows = stored + duplicate. Of scores all count as stored: the same one again replaces itself. */
export interface ImportProgress {
  readonly what: Exported;
  readonly rows: number;
  readonly stored: number;
  readonly duplicate: number;
}

/**
 * A call and the batch it arrived in. `batch` is a whole number < 2^53, epoch milliseconds of receipt x 1000 plus
 * a sequence: it tells a repeated insert of the same batch (still stored, not counted again) from a call that
 * arrived twice (duplicate), and it is the receipt time of the ledger.
 */
export interface ReceivedCall {
  readonly call: Call;
  readonly batch: number;
}

/** stored + duplicate = calls given. A call found in the store from the same batch counts as stored. */
export interface InsertOutcome {
  readonly stored: number;
  readonly duplicate: number;
}

/** `kind` received | duplicate | rejected | not_call | client_drop; `reason` "" where the kind needs none. */
export interface LedgerAddition {
  readonly kind: "received" | "duplicate" | "rejected" | "not_call" | "client_drop";
  readonly reason: string;
  /** Epoch ms of receipt. */
  readonly receivedAt: number;
  readonly n: number;
}

/** A stored call with the price it has now, and the price it shall have. */
export interface PriceCorrection {
  readonly received: ReceivedCall;
  readonly price: Pick<Call, "costNanoUsd" | "pricing" | "notes">;
}

export interface StoredCallsQuestion extends TimeRange {
  readonly project?: string;
  readonly after: Call | null;
  readonly limit: number;
}

/** By whole hours of the calls. */
export interface UnpricedQuestion extends TimeRange {
  readonly project?: string;
}

export interface UnpricedResult {
  readonly groups: readonly UnpricedGroup[];
  readonly from: number;
  readonly to: number;
}

export interface UnpricedGroup {
  /** Why; the parts without a price where the others have one. */
  readonly reason: string;
  readonly provider: string | null;
  readonly model: string | null;
  readonly calls: number;
  readonly callsWithoutTokens: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** `stored`, `unpriced` and `notes` come from the calls themselves (materialised view), so they cannot drift. */
export interface StoredLedger {
  readonly received: number;
  readonly stored: number;
  readonly duplicate: number;
  /** `duplicate` by the rule that found them; "" = an earlier version did not keep the rule. */
  readonly duplicates: Readonly<Record<string, number>>;
  readonly rejected: Readonly<Record<string, number>>;
  readonly unpriced: Readonly<Record<string, number>>;
  /** Stored calls by the rules that fired on them. */
  readonly notes: Readonly<Record<string, number>>;
  readonly clientDrops: number;
  readonly notCalls: number;
}

/** Half-open, epoch milliseconds. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** Which calls. A missing field does not filter; null = calls that have none. */
export interface CallSelection extends TimeRange {
  readonly project?: string;
  readonly environment?: string | null;
  readonly service?: string | null;
  readonly team?: string | null;
  readonly prompt?: string | null;
  readonly version?: string | null;
  readonly model?: string | null;
}

export interface PromptsQuestion extends CallSelection {
  /** Points of the small trend, 1..100. */
  readonly trendPoints: number;
}

export type Grouping = "prompt" | "version" | "model" | "team" | "service" | "environment";

export interface SeriesQuestion extends CallSelection {
  readonly metric: MetricName;
  /** Wanted bucket width in ms; the planner rounds up to what a table can answer. */
  readonly step: number;
  readonly by: Grouping | null;
  readonly top: number;
  /** Epoch ms; a bucket that holds this moment is still filling. */
  readonly now: number;
}

/** What pages of calls can be sorted by; always the largest first, calls without the value last. */
export type CallsSort = "time" | "duration" | "cost" | "tokens";

/** A missing field does not filter. A call of which the value is unknown has no least value. */
export interface CallsQuestion extends CallSelection {
  readonly note?: string;
  readonly errorClass?: ErrorClass;
  /** true = calls that failed, false = calls that did not. */
  readonly failed?: boolean;
  readonly minDurationMs?: number;
  readonly minCostNanoUsd?: number;
  /** Input and output together. */
  readonly minTokens?: number;
  /** Default time. */
  readonly sort?: CallsSort;
  readonly limit: number;
  /** Opaque; from `CallsPage.nextCursor`. */
  readonly cursor: string | null;
}

/** The rollups of segments know neither environment, nor service, nor team. */
export type SegmentsQuestion = Omit<CallSelection, "environment" | "service" | "team"> & {
  readonly by: "prompt" | "version" | "model" | null;
};

export interface SegmentsResult {
  readonly segments: readonly SegmentSums[];
  readonly source: Source;
  /** The range was widened to whole hours or days: `source` says to which. */
  readonly widened: boolean;
}

export interface SegmentSums {
  /** Value of `by`; null without `by` or where calls have none. */
  readonly group: string | null;
  readonly path: string;
  readonly kind: SegmentKind;
  /** Calls that have the segment. */
  readonly calls: number;
  readonly tokens: number;
  /** Those of the calls of which the segment's tokens are unknown; they add nothing to `tokens`. */
  readonly callsWithoutTokens: number;
  /** Its share of what the calls' input cost, by tokens. */
  readonly costNanoUsd: number;
  /** Those of the calls of which the share is unknown; they add nothing to `costNanoUsd`. */
  readonly callsWithoutCost: number;
  /** Those of the calls of which a part has no price: their share is a lower bound. */
  readonly partlyPricedCalls: number;
}

export interface ScoresQuestion extends CallSelection {
  readonly name?: string;
  readonly by: "prompt" | "version" | "model" | null;
}

export interface ScoreMean {
  /** Value of `by`; null without `by` or where calls have none. */
  readonly group: string | null;
  readonly name: string;
  readonly source: ScoreSource | null;
  /** Scores with a value. */
  readonly n: number;
  readonly mean: number | null;
  /** Part of them that is 1, where all are 0 or 1. */
  readonly share: number | null;
}

export interface ScoreSumsQuestion extends ScoresQuestion {
  /** From `CellsResult` of the same selection; planned anew without it. */
  readonly plan?: ReadPlan;
}

export interface ScoreSums extends ScoreMean {
  /** Mean of the squares of the values. */
  readonly meanSquare: number | null;
}

export interface ScoreMeansResult {
  readonly scores: readonly ScoreMean[];
  readonly source: ScoresSource;
}

/** Where scores were read and the range really read; whole buckets where `step` (ms) is not 0. */
export interface ScoresSource extends TimeRange {
  readonly table: "calls" | "score_hour" | "score_day";
  readonly step: number;
  /** Epoch ms up to which sums have what came; null = single scores, everything that is stored. */
  readonly upTo: number | null;
}

export interface CallsPage {
  /** In the order of the question's sort; what is equal there, newest first. */
  readonly calls: readonly Call[];
  readonly nextCursor: string | null;
}

/** Which table answered, its bucket (0 = raw rows), its error, and the range really read. */
export interface Source {
  readonly table:
    | "calls"
    | "rollup_minute"
    | "rollup_hour"
    | "rollup_day"
    | "rollup_week"
    | "segment_rollup_hour"
    | "segment_rollup_day";
  readonly step: number;
  readonly quantileError: number;
  readonly from: number;
  readonly to: number;
}

export interface Quantiles {
  readonly n: number;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

export interface Measures {
  readonly calls: number;
  readonly errors: number;
  readonly tokens: {
    readonly input: number;
    readonly cacheRead: number;
    readonly cacheWrite: number;
    readonly output: number;
    readonly reasoning: number;
  };
  readonly callsWithoutTokens: number;
  readonly costNanoUsd: {
    readonly input: number;
    readonly cacheRead: number;
    readonly cacheWrite: number;
    readonly output: number;
    readonly total: number;
  };
  readonly unpricedCalls: number;
  /** Calls of which a part has no price: what they cost is a lower bound. */
  readonly partlyPricedCalls: number;
  /** What of the sums above comes from tokens that were counted here, as nobody reported them. */
  readonly estimated: {
    readonly calls: number;
    readonly inputTokens: number;
    readonly outputTokens: number;
    readonly costNanoUsd: number;
  };
  readonly durationMs: Quantiles;
  readonly ttftMs: Quantiles;
  readonly tpotMs: Quantiles;
}

export interface PromptsResult {
  readonly prompts: readonly PromptSummary[];
  readonly source: Source;
}

/** Calls without a prompt are grouped by model: then `prompt` is null and `model` is set. Most costly first. */
export interface PromptSummary extends Measures {
  readonly prompt: string | null;
  readonly model: string | null;
  readonly versions: number;
  readonly lastVersion: string | null;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly trend: {
    readonly step: number;
    readonly calls: readonly number[];
    readonly p95Ms: readonly (number | null)[];
  };
}

export interface TotalsResult {
  readonly current: Measures;
  /** The equally long range just before. */
  readonly previous: Measures;
  readonly source: Source;
}

export interface VersionSummary extends Measures {
  readonly version: string | null;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly models: readonly string[];
}
export interface VersionsResult {
  readonly versions: readonly VersionSummary[];
  readonly source: Source;
}

/** Values by metric as `SeriesPoint.values` of the server's contract says. */
export interface SeriesPoint {
  readonly time: number;
  readonly group: string | null;
  readonly n: number;
  readonly values: Readonly<Record<string, number | null>>;
  readonly partial: boolean;
}
export interface SeriesResult {
  readonly points: readonly SeriesPoint[];
  readonly groups: { readonly shown: number; readonly all: number };
  readonly source: Source;
}
