import { doubtsByText, headline, oneLine, promptWords, type Report } from "@promptprof/bench";
import { printDecision } from "../bench-report/print-gate.ts";
import { printable } from "../terminal/printable.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Of one prompt; the reports have all. */
const DOUBTS_SHOWN = 5;

/** What a run found: the headline, a line a prompt with what is doubtful about it, and what the gate says. */
export function printSummary(report: Report, terminal: Terminal): string {
  const prompts = report.prompts.flatMap((of) => [`  ${promptWords(of)}`, ...doubtLines(of)]);
  const lines = prompts.map((line) => `${printable(line, terminal)}\n`);
  return `${headline(report)}\n${lines.join("")}${printDecision(report.gate, terminal)}`;
}

function doubtLines({ metrics }: Report["prompts"][number]): string[] {
  const doubts = doubtsByText(metrics);
  const shown = doubts
    .slice(0, DOUBTS_SHOWN)
    .map(({ titles, doubt }) => `    ${titles}: ${oneLine(doubt, 300)}`);
  const more = doubts.length - shown.length;
  return more === 0 ? shown : [...shown, `    and ${more} more doubts, in the reports`];
}
