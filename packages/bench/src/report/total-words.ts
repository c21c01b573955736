import { oneLine } from "./one-line.ts";
import type { ReportedTotal } from "./report.ts";
import { writeValue } from "./write-number.ts";

/** `0.583`, `—` where the side was not run, `none: no case has 5 repeats`. */
export function totalWords(total: ReportedTotal["head"]): string {
  if (total === null) return "—";
  if (total.value !== null) return writeValue(total.value, "score");
  return total.reason === null ? "none" : `none: ${oneLine(total.reason, 300)}`;
}
