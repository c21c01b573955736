import { formatCount } from "@promptprof/model/format";
import { element, type Markup } from "../../svg/element.ts";
import { confusionOf, type Confusion } from "../confusion.ts";
import { oneLine } from "../one-line.ts";
import type { PromptReport } from "../report.ts";
import { totalWords } from "../total-words.ts";
import { code } from "./code.ts";
import { cell, tableOf } from "./table.ts";

/** More labels make no table that anybody reads; the JSON report has them. */
const LABELS_SHOWN = 20;

/** What only all cases together have, with a confusion matrix where there is one. */
export function totalsOfPrompt({ totals, prompt }: PromptReport): Markup[] {
  if (totals.length === 0) return [];
  const columns = [
    { title: "Total" },
    { title: "Base", class: "number" },
    { title: "Head", class: "number" },
  ];
  const rows = totals.map(({ name, base, head }) => [
    cell(code(name), { head: true }),
    cell(totalWords(base), { class: "number", label: "base" }),
    cell(totalWords(head), { class: "number", label: "head" }),
  ]);
  const table = tableOf("totals", columns, rows, `Totals of ${oneLine(prompt)}`);
  return [
    folded("Over all cases together: no interval, so no verdict", table),
    ...totals.flatMap(({ name, base, head }) => [
      ...matrixOf(`${name}, base`, confusionOf(base)),
      ...matrixOf(`${name}, head`, confusionOf(head)),
    ]),
  ];
}

function matrixOf(title: string, confusion: Confusion | null): Markup[] {
  if (confusion === null || confusion.labels.length > LABELS_SHOWN) return [];
  const { labels, counts } = confusion;
  const columns = [
    { title: "Expected, said" },
    ...labels.map((label) => ({ title: oneLine(label), class: "number" })),
  ];
  const rows = counts.map((row, i) => [
    cell(code(labels[i] ?? ""), { head: true }),
    ...row.map((n, said) => cell(formatCount(n), { class: "number", label: oneLine(labels[said] ?? "") })),
  ]);
  const words = `Confusion of ${oneLine(title)}`;
  return [folded(words, tableOf("confusion", columns, rows, words))];
}

function folded(title: string, content: Markup): Markup {
  return element("details", {}, element("summary", {}, title), content);
}
