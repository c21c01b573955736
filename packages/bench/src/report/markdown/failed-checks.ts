import type { Report } from "../report.ts";
import { ofOutcome } from "../summary.ts";
import { prose } from "./code.ts";

const MOST = 10;

/** What to mend, a line each: the first thing that a reader of a red comment wants. */
export function failedChecks({ gate }: Report): string[] {
  const failed = ofOutcome(gate.checks, "failed");
  const lines = failed.slice(0, MOST).map(({ text }) => `- ${prose(text.slice(0, 1000))}`);
  const more = failed.length > MOST ? [`- and ${failed.length - MOST} more failed limits`] : [];
  // The blank line ends the list: a table would be taken for its last item.
  return lines.length === 0 ? [] : [...lines, ...more, ""];
}
