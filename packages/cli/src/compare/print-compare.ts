import type { CompareAnswer, ComparedPrompt, CompareSide, CompareSlice } from "@promptprof/server/contract";
import { formatCount } from "@promptprof/model/format";
import { table, type Column } from "../table/table.ts";
import { wrapWords } from "../table/wrap-words.ts";
import { paintFor, type Paint } from "../terminal/paint.ts";
import { printable } from "../terminal/printable.ts";
import { symbolsFor } from "../terminal/symbols.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { compareColumns, paintVerdict, type ComparedRow } from "./compare-columns.ts";

const SLICES_SHOWN = 10;

/** The whole output of `promptprof compare`: both sides, each metric, what got worse where, and one sentence. */
export function printCompare(answer: CompareAnswer, terminal: Terminal): string {
  const paint = paintFor(terminal);
  const blocks = [
    [sideLine("A", answer.a, terminal), sideLine("B", answer.b, terminal)],
    metricLines(answer, terminal),
    promptLines(answer.prompts ?? [], terminal),
    sliceLines(answer.slices, terminal),
    noteLines(answer, terminal).map(paint.faint),
    [verdictLine(answer, paint)],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join("\n"))
    .join("\n\n")}\n`;
}

function sideLine(name: string, side: CompareSide, terminal: Terminal): string {
  const calls = `${formatCount(side.calls)} calls`;
  return `${name}  ${printable(side.label, terminal)}: ${calls}, ${minute(side.from)} to ${minute(side.to)} UTC`;
}

function metricLines({ comparisons }: CompareAnswer, terminal: Terminal): string[] {
  return linesOf(
    "METRIC",
    comparisons.map((comparison) => ({ name: printable(comparison.metric, terminal), comparison })),
    terminal,
  );
}

function linesOf(title: string, rows: readonly ComparedRow[], terminal: Terminal): string[] {
  const [symbols, paint] = [symbolsFor(terminal), paintFor(terminal)];
  const style = { columns: terminal.columns, ellipsis: symbols.ellipsis, paintTitle: paint.title };
  return rows.length === 0 ? [] : table(compareColumns(title, rows, symbols, paint), rows, style);
}

function promptLines(prompts: readonly ComparedPrompt[], terminal: Terminal): string[] {
  if (prompts.length === 0) return [];
  const [symbols, paint] = [symbolsFor(terminal), paintFor(terminal)];
  const columns: Column<ComparedPrompt>[] = [
    {
      title: "PROMPT",
      align: "left",
      priority: Infinity,
      shrinksTo: 14,
      cell: ({ prompt }) => (prompt === null ? "(no prompt)" : printable(prompt, terminal)),
    },
    {
      title: "VERDICT",
      align: "left",
      priority: 10,
      cell: ({ verdict }) => verdict,
      paint: (text, { verdict }) => paintVerdict(text, verdict, paint),
    },
    { title: "WHY", align: "left", priority: 9, shrinksTo: 20, cell: ({ reason }) => reason ?? "" },
  ];
  return table(columns, prompts, {
    columns: terminal.columns,
    ellipsis: symbols.ellipsis,
    paintTitle: paint.title,
  });
}

/** Only those that got worse: the rest is in --json and on the page. */
function sliceLines(slices: readonly CompareSlice[], terminal: Terminal): string[] {
  const worse = slices.filter(({ comparison }) => comparison.verdict === "worse");
  const rows = worse.slice(0, SLICES_SHOWN).map(({ kind, name, comparison }) => {
    const of = name === null ? `(no ${kind})` : printable(name, terminal);
    return { name: `${kind.replace("_", " ")} ${of}: ${comparison.metric}`, comparison };
  });
  const left = worse.length - rows.length;
  return [
    ...linesOf("WORSE IN", rows, terminal),
    ...(left > 0 ? [`and ${formatCount(left)} more, in --json`] : []),
  ];
}

function noteLines({ mix, method, warnings, comparisons }: CompareAnswer, terminal: Terminal): string[] {
  const doubts = comparisons.flatMap((one) =>
    one.warnings.filter(isWorthALine).map((warning) => `${one.metric}: ${warning}`),
  );
  const notes = [
    ...mix.reasons.map((reason) => `mix    ${reason}`),
    `method ${method}`,
    ...[...warnings, ...doubts].map((warning) => `!      ${warning}`),
  ];
  return notes.map((note) => wrapWords(printable(note, terminal), terminal.columns, "       "));
}

/** What the columns or another line say already is not said twice. */
function isWorthALine(warning: string): boolean {
  return !warning.startsWith("quantiles are read from sketches");
}

function verdictLine({ verdict, summary }: CompareAnswer, paint: Paint): string {
  return paintVerdict(summary, verdict, paint);
}

/** `2026-11-24 14:05` */
function minute(iso: string): string {
  return iso.slice(0, 16).replace("T", " ");
}
