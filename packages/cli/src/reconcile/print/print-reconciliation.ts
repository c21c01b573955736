import { formatCount } from "@promptprof/model/format";
import { table } from "../../table/table.ts";
import { wrapWords } from "../../table/wrap-words.ts";
import { paintFor, type Paint } from "../../terminal/paint.ts";
import { symbolsFor } from "../../terminal/symbols.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { AMOUNT_NAMES, type AmountName, type Amounts, type SomeAmounts } from "../amounts.ts";
import { baseOf } from "../compare/compared-row.ts";
import type { JoinGround } from "../compare/join-models.ts";
import { CAUSES, type Explanation } from "../explain/explanation.ts";
import type { Reconciliation, SetAside } from "../reconciliation.ts";
import { formatDays } from "./format-days.ts";
import { printableAnswer } from "./printable-answer.ts";
import { reconciliationColumns } from "./reconciliation-columns.ts";
import { amountWord, formatKnown, formatSigned, formatWithin } from "./signed-amounts.ts";

const ROWS_SHOWN = 40;
const MODELS_SHOWN = 6;

const GROUNDS: Readonly<Record<JoinGround, string>> = {
  exact: "written alike",
  spelling: "the same name, written in another way",
  given: "as --model-name says",
  snapshot: "an alias and a dated version of it",
};

/** The whole output of `promptprof reconcile`: the verdict, both sides, where the gap comes from, what is left of it. */
export function printReconciliation(
  reconciliation: Reconciliation,
  place: string,
  terminal: Terminal,
): string {
  const paint = paintFor(terminal);
  const answer = printableAnswer(reconciliation, terminal);
  const wrap = (lines: readonly string[]) => lines.map((line) => wrapped(line, terminal));
  const blocks = [
    wrap(headLines(answer, place, paint)),
    tableLines(answer, terminal),
    wrap(joinedLines(answer)),
    wrap(explanationLines(answer, paint)),
    wrap(setAsideLines(answer.setAside)),
    wrap(answer.remarks),
  ];
  const texts = blocks.filter((block) => block.length > 0).map((block) => block.join("\n"));
  return `${texts.join("\n\n")}\n`;
}

/** Breaks a line where the terminal ends, what follows being indented as far and two more. */
function wrapped(line: string, { columns }: Terminal): string {
  const [indent = ""] = /^ */.exec(line) ?? [];
  const text = wrapWords(line.slice(indent.length), columns - indent.length, "  ");
  return text.replaceAll(/^/gm, indent);
}

function headLines(
  { invoice, firstDay, lastDay, agreement, tolerance }: Reconciliation,
  place: string,
  paint: Paint,
): string[] {
  const files = invoice.files.map(
    ({ file, format, lines }) => `${file} (${format}, ${formatCount(lines)} lines)`,
  );
  const range = firstDay === lastDay ? firstDay : `${firstDay} to ${lastDay}`;
  return [`${files.join(" and ")} against ${place}, ${range} UTC`, verdict(agreement, tolerance, paint)];
}

function verdict(
  { agrees, gap, gaps }: Reconciliation["agreement"],
  tolerance: number,
  paint: Paint,
): string {
  const allowed = `tolerance ${percent(tolerance)}`;
  if (agrees)
    return paint.good(
      gap === 0 ? `agrees exactly (${allowed})` : `agrees within ${formatWithin(gap)} (${allowed})`,
    );
  const beyond = amountsOf(gaps).filter(([, value]) => value > tolerance);
  const named = beyond
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, value]) => `${amountWord(name)} by ${percent(value)}`);
  return paint.failure(`differs: ${named.join(", ")} (${allowed})`);
}

function tableLines(answer: Reconciliation, terminal: Terminal): string[] {
  const symbols = symbolsFor(terminal);
  const paint = paintFor(terminal);
  const shown = answer.rows.slice(0, ROWS_SHOWN).map((row) => ({ ...row, title: null }));
  const rows = [...shown, { ...answer.total, title: "total" }];
  const columns = reconciliationColumns(answer, symbols, paint, terminal);
  const style = { columns: terminal.columns, ellipsis: symbols.ellipsis, paintTitle: paint.title };
  const more = answer.rows.length - shown.length;
  return [
    ...table(columns, rows, style),
    paint.faint("invoice/ours, largest gap first; a gap is ours minus the invoice's"),
    ...(more > 0 ? [paint.faint(`${formatCount(more)} more rows with smaller gaps; --json has them`)] : []),
  ];
}

function joinedLines({ joined, leftOver }: Reconciliation): string[] {
  const lines = [
    ...joined.map(
      ({ invoice, ours, ground }) =>
        `  ${invoice.join(" + ")} = ${ours.join(" + ")} here: ${GROUNDS[ground]}`,
    ),
    ...(leftOver.invoice.length > 0 ? [`  only on the invoice: ${leftOver.invoice.join(", ")}`] : []),
    ...(leftOver.ours.length > 0 ? [`  only here: ${leftOver.ours.join(", ")}`] : []),
  ];
  return lines.length === 0 ? [] : ["models", ...lines];
}

function explanationLines(answer: Reconciliation, paint: Paint): string[] {
  const { explanations } = answer;
  const rest = unexplainedLines(answer, paint);
  if (explanations.length === 0) return rest;
  const causes = explanations.flatMap((each) => causeLines(each, paint));
  return [paint.strong("where the gap comes from, the largest part first"), ...causes, ...rest];
}

function unexplainedLines({ unexplained, agreement, total }: Reconciliation, paint: Paint): string[] {
  const rest = [
    ...restLine("less here than on the invoice", unexplained.less, total.invoice),
    ...restLine("more here than on the invoice", unexplained.more, total.invoice),
  ];
  if (rest.length > 0) {
    return [paint.strong(agreement.agrees ? "unexplained, within the tolerance" : "unexplained"), ...rest];
  }
  return agreement.gap > 0 || Object.keys(total.gap).length > 0
    ? ["nothing of the gap stays unexplained"]
    : [];
}

function causeLines(
  { cause, certainty, models, days, amounts, facts, advice }: Explanation,
  paint: Paint,
): string[] {
  const stake = formatSigned(amounts);
  const more = models.length - MODELS_SHOWN;
  const named = [...models.slice(0, MODELS_SHOWN), ...(more > 0 ? [`${more} more`] : [])].join(", ");
  const where = [named, formatDays(days)].filter((text) => text !== "").join("; ");
  return [
    `- ${paint.warning(CAUSES[cause])} (${certainty})${stake === "" ? "" : `: ${stake}`}`,
    ...(where === "" ? [] : [`  ${where}`]),
    `  ${facts}`,
    `  do: ${advice}`,
  ];
}

/** With its largest share, since an amount alone does not say whether it matters. */
function restLine(name: string, amounts: SomeAmounts, invoice: Amounts): string[] {
  const text = formatSigned(amounts);
  if (text === "") return [];
  const shares = AMOUNT_NAMES.flatMap((each) => {
    const base = Math.abs(baseOf(each, invoice));
    return amounts[each] === undefined || base === 0 ? [] : [Math.abs(amounts[each]) / base];
  });
  return [
    `  ${name}: ${text}${shares.length === 0 ? "" : ` (${percent(Math.max(...shares))} of the invoice at most)`}`,
  ];
}

function setAsideLines(all: readonly SetAside[]): string[] {
  if (all.length === 0) return [];
  return ["not compared: another bill, or no tokens of a model", ...all.map(setAsideLine)];
}

function setAsideLine({ side, what, amounts }: SetAside): string {
  return `  ${side === "invoice" ? "on the invoice" : "here"}: ${what}, ${formatKnown(amounts)}`;
}

function amountsOf(gaps: Reconciliation["agreement"]["gaps"]): [AmountName, number][] {
  const names: readonly AmountName[] = [
    "costNanoUsd",
    "inputTokens",
    "outputTokens",
    "cacheReadTokens",
    "cacheWriteTokens",
    "requests",
  ];
  return names.flatMap((name) => {
    const value = gaps[name];
    return value === undefined ? [] : [[name, value]];
  });
}

function percent(share: number): string {
  const value = share * 100;
  return `${value < 10 ? Number(value.toFixed(1)) : value.toFixed(0)}%`;
}
