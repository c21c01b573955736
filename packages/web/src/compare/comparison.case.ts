import type { Comparison } from "@promptprof/server/contract";

/** A latency that grew by 46 %, with whatever a test needs to be otherwise. */
export function comparisonOf(given: Partial<Comparison> = {}): Comparison {
  return {
    metric: "latency_p95",
    unit: "ms",
    worse: "up",
    scale: "ratio",
    a: { value: 2_290, n: 401 },
    b: { value: 3_350, n: 412 },
    change: { estimate: 0.46, low: 0.44, high: 0.49, level: 0.95, method: "order statistics", warnings: [] },
    unadjusted: null,
    margin: 0.05,
    verdict: "worse",
    needed: null,
    detectable: null,
    pWorse: 0.001,
    correction: null,
    gating: true,
    warnings: [],
    ...given,
  };
}
