import { paintFor } from "../terminal/paint.ts";
import { printable } from "../terminal/printable.ts";
import { symbolsFor } from "../terminal/symbols.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { wrapWords } from "../table/wrap-words.ts";
import type { Finding } from "./finding.ts";

const INDENT = " ".repeat(12);

/** The whole output of `promptprof doctor`: a line for each check, and below it what to do. */
export function printFindings(findings: readonly Finding[], terminal: Terminal): string {
  const symbols = symbolsFor(terminal);
  const paint = paintFor(terminal);
  const signs = {
    ok: paint.good(symbols.ok.padEnd(2)),
    warning: paint.warning(symbols.warning.padEnd(2)),
    failure: paint.failure(symbols.failure.padEnd(2)),
  };
  const lines = findings.flatMap(({ check, status, message, advice }) => [
    `${signs[status]} ${wrapWords(`${check.padEnd(8)} ${printable(message, terminal)}`, terminal.columns - 3, INDENT)}`,
    ...advice.map((line) => adviceLine(printable(line, terminal), terminal.columns)),
  ]);
  return `${lines.join("\n")}\n`;
}

/** Sentences are wrapped; what is indented is to be copied as it is. */
function adviceLine(line: string, columns: number): string {
  if (line === "") return "";
  return INDENT + (line.startsWith(" ") ? line : wrapWords(line, columns - INDENT.length, INDENT));
}
