import { groupBy } from "@promptprof/model";
import type { CallCell, CallSums, CellKind, ClusterSums, ValueSums } from "@promptprof/store";

const NO_VALUES: ValueSums = { n: 0, sum: 0, squares: 0, logs: 0, logSquares: 0 };
const NO_CLUSTERS: ClusterSums = { n: 0, sum: 0, clusters: 0, squares: 0, products: 0, sizes: 0 };

/** Of no call at all. */
export const NO_SUMS: CallSums = {
  calls: 0,
  errors: 0,
  unpricedCalls: 0,
  partlyPricedCalls: 0,
  estimatedCalls: 0,
  duration: NO_VALUES,
  ttft: NO_VALUES,
  tpot: NO_VALUES,
  tokens: NO_VALUES,
  cost: NO_VALUES,
  inputTokens: NO_CLUSTERS,
  outputTokens: NO_CLUSTERS,
};

/** Of all these calls together. */
export function totalOf(parts: readonly CallSums[]): CallSums {
  return parts.reduce(added, NO_SUMS);
}

function added(x: CallSums, y: CallSums): CallSums {
  return {
    calls: x.calls + y.calls,
    errors: x.errors + y.errors,
    unpricedCalls: x.unpricedCalls + y.unpricedCalls,
    partlyPricedCalls: x.partlyPricedCalls + y.partlyPricedCalls,
    estimatedCalls: x.estimatedCalls + y.estimatedCalls,
    duration: addedValues(x.duration, y.duration),
    ttft: addedValues(x.ttft, y.ttft),
    tpot: addedValues(x.tpot, y.tpot),
    tokens: addedValues(x.tokens, y.tokens),
    cost: addedValues(x.cost, y.cost),
    inputTokens: addedClusters(x.inputTokens, y.inputTokens),
    outputTokens: addedClusters(x.outputTokens, y.outputTokens),
  };
}

function addedValues(x: ValueSums, y: ValueSums): ValueSums {
  return {
    n: x.n + y.n,
    sum: x.sum + y.sum,
    squares: x.squares + y.squares,
    logs: x.logs + y.logs,
    logSquares: x.logSquares + y.logSquares,
  };
}

function addedClusters(x: ClusterSums, y: ClusterSums): ClusterSums {
  return {
    n: x.n + y.n,
    sum: x.sum + y.sum,
    clusters: x.clusters + y.clusters,
    squares: x.squares + y.squares,
    products: x.products + y.products,
    sizes: x.sizes + y.sizes,
  };
}

/** The same part of both sides. */
export interface Part {
  readonly of: CallCell["of"];
  readonly a: CallSums;
  readonly b: CallSums;
}

/** Cells of both sides put together by some of their kinds; a part may be empty on one side. */
export function partsBy(kinds: readonly CellKind[], a: readonly CallCell[], b: readonly CallCell[]): Part[] {
  const cellKey = ({ of }: CallCell): string => keyOf(kinds, of);
  const [ofA, ofB] = [groupBy(a, cellKey), groupBy(b, cellKey)];
  return [...new Set([...ofA.keys(), ...ofB.keys()])].map((key) => ({
    of: named(kinds, ofA.get(key)?.[0] ?? ofB.get(key)?.[0]),
    a: totalOf(ofA.get(key) ?? []),
    b: totalOf(ofB.get(key) ?? []),
  }));
}

/** Tells the cells of some kinds apart. */
export function keyOf(kinds: readonly CellKind[], of: CallCell["of"]): string {
  return JSON.stringify(kinds.map((kind) => of[kind] ?? null));
}

function named(kinds: readonly CellKind[], cell: CallCell | undefined): CallCell["of"] {
  return Object.fromEntries(kinds.map((kind) => [kind, cell?.of[kind] ?? null]));
}
