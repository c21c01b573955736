import { studentTCdf } from "../distributions/student-t.ts";
import type { Estimated } from "../ratios/difference-of-means.ts";

/** Two one-sided tests (Schuirmann 1987). */
export interface Equivalence {
  /** p of "less than -margin or equal". */
  readonly pLower: number;
  /** p of "more than the margin or equal"; of a harm, what "not worse" is proven by. */
  readonly pUpper: number;
  /** The larger of both: of "not within the margin". */
  readonly p: number;
}

/** Whether an effect lies within -margin and margin. */
export function equivalence({ estimate, se, df }: Estimated, margin: number): Equivalence {
  const pLower = studentTCdf(-(estimate + margin) / se, df);
  const pUpper = studentTCdf((estimate - margin) / se, df);
  return { pLower, pUpper, p: Math.max(pLower, pUpper) };
}
