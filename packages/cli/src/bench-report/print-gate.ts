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
export function printGate(gate: GateResult, terminal: Terminal): string {
  return `${checkLines(gate.checks, terminal)}${gateLine(gate)}`;
}

/** What decided alone: where nothing did, what comes of it is all. */
export function printDecision(gate: GateResult, terminal: Terminal): string {
  const deciding = { passed: null, regressed: "failed", undecided: "undecided" }[gate.outcome];
  const checks = gate.checks.filter(({ outcome }) => outcome === deciding);
  return `${checkLines(checks, terminal)}${gateLine(gate)}`;
}

function checkLines(checks: GateResult["checks"], terminal: Terminal): string {
  return checks.map(({ outcome, text }) => `${WORDS[outcome]} ${printable(text, terminal)}\n`).join("");
}

function gateLine({ checks, outcome }: GateResult): string {
  const open = checks.filter((check) => check.outcome === "undecided").length;
  const said =
    outcome === "passed" && open > 0 ? `, ${open} undecided (--fail-on-undecided would say so)` : "";
  return `gate: ${OUTCOMES[outcome]}${said}\n`;
}
