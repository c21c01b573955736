export type { Comparison, Side } from "./comparison.ts";
export type { Interval } from "./interval.ts";
export type { Verdict } from "./verdict.ts";
export { verdictOf } from "./verdict.ts";
