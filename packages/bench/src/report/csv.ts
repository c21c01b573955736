import type { PromptReport, Report, ReportedComparison } from "./report.ts";

const COLUMNS = [
  "prompt",
  "provider",
  "slice",
  "metric",
  "unit",
  "base",
  "base_n",
  "head",
  "head_n",
  "scale",
  "change",
  "low",
  "high",
  "level",
  "margin",
  "worse",
  "verdict",
  "needed",
  "detectable",
  "p_worse",
  "correction",
  "method",
  "gates",
];

/** One row a comparison, slices after the whole; numbers as they are, unknown is empty. */
export function renderCsv({ prompts }: Report): string {
  const rows = prompts.flatMap((of) => [
    ...of.metrics.map((comparison) => cells(of, "", comparison)),
    ...of.slices.map(({ tag, value, comparison }) => cells(of, `${tag}=${value}`, comparison)),
  ]);
  return [COLUMNS, ...rows].map((row) => `${row.map(cell).join(",")}\n`).join("");
}

type Cell = string | number | boolean | null;

function cells(of: PromptReport, slice: string, comparison: ReportedComparison): Cell[] {
  const { a, b, change } = comparison;
  const whose: Cell[] = [of.prompt, of.provider, slice, comparison.metric, comparison.unit];
  const sides: Cell[] = [a.value, a.n, b.value, b.n, comparison.scale];
  const interval: Cell[] = [
    change?.estimate ?? null,
    change?.low ?? null,
    change?.high ?? null,
    change?.level ?? null,
  ];
  const verdict: Cell[] = [comparison.margin, comparison.worse, comparison.verdict, comparison.needed];
  const reasons: Cell[] = [comparison.detectable, comparison.pWorse, comparison.correction];
  return [...whose, ...sides, ...interval, ...verdict, ...reasons, change?.method ?? null, comparison.gates];
}

function cell(value: Cell): string {
  if (typeof value !== "string") return value === null ? "" : String(value);
  // A spreadsheet runs a text that begins like a formula, and a name comes from anybody's pull request.
  const text = /^[=+\-@\t\r]/u.test(value) ? `'${value}` : value;
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
