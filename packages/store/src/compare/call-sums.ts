/** Sums of a value over calls: what moments, and moments of logarithms, are made of. In the unit of the store. */
export interface ValueSums {
  /** Calls that have the value. */
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
  readonly logs: number;
  readonly logSquares: number;
}

/**
 * Sums of a value of which the rollups keep no squares, over their rows: a row is a cluster of `n` calls that sum to s. Of
 * single calls each is a row of its own, so that `squares` are squares of the value.
 */
export interface ClusterSums {
  /** Calls that have the value. */
  readonly n: number;
  readonly sum: number;
  readonly clusters: number;
  /** Sum of s^2. */
  readonly squares: number;
  /** Sum of s n. */
  readonly products: number;
  /** Sum of n^2. */
  readonly sizes: number;
}

/** Everything about calls that can be added up and still be compared. */
export interface CallSums {
  readonly calls: number;
  readonly errors: number;
  readonly unpricedCalls: number;
  readonly partlyPricedCalls: number;
  readonly estimatedCalls: number;
  /** Microseconds. */
  readonly duration: ValueSums;
  readonly ttft: ValueSums;
  readonly tpot: ValueSums;
  /** Input and output together. */
  readonly tokens: ValueSums;
  /** Nano-dollars. */
  readonly cost: ValueSums;
  readonly inputTokens: ClusterSums;
  readonly outputTokens: ClusterSums;
}

/** What cells can be told apart by. */
export const CELL_KINDS = [
  "prompt",
  "model",
  "team",
  "environment",
  "service",
  "hour",
  "input_size",
] as const;
export type CellKind = (typeof CELL_KINDS)[number];

/** The calls of one combination of `CellsResult.kinds`; null = calls that have none. */
export interface CallCell extends CallSums {
  readonly of: Readonly<Partial<Record<CellKind, string | null>>>;
}
