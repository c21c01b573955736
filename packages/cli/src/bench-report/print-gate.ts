import type { GateResult } from "@promptprof/bench";
import { printable } from "../terminal/printable.ts";
import type { Terminal } from "../terminal/terminal.ts";

const WORDS = { failed: "FAIL", undecided: "open", passed: "ok  " } as const;
const OUTCOMES = {
  passed: "passed",
  regressed: "regressed (exit 10)",
  undecided: "undecided (exit 11)",
} as const;

/** One line a limit, the failed ones first, and what comes of them. */
export function printGate({ checks, outcome }: GateResult, terminal: Terminal): string {
  const lines = checks.map((check) => `${WORDS[check.outcome]} ${printable(check.text, terminal)}\n`);
  const open = checks.filter((check) => check.outcome === "undecided").length;
  const said =
    outcome === "passed" && open > 0 ? `, ${open} undecided (--fail-on-undecided would say so)` : "";
  return `${lines.join("")}gate: ${OUTCOMES[outcome]}${said}\n`;
}
