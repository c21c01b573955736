import { normalQuantile } from "./distributions/normal.ts";
import { studentTQuantile } from "./distributions/student-t.ts";

/** How many standard errors a two-sided interval of this level reaches: 1.96 for 0.95. */
export function criticalZ(level: number): number {
  return -normalQuantile((1 - level) / 2);
}

/** The same where the standard error itself was estimated with df degrees of freedom: 2.26 for 0.95 and 9. */
export function criticalT(level: number, df: number): number {
  return -studentTQuantile((1 - level) / 2, df);
}

/** A level in words: "95 %". */
export function percent(level: number): string {
  return `${Number((level * 100).toFixed(4))} %`;
}
