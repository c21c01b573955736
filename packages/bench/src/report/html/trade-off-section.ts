import { formatRate, formatUsdPerThousandCalls, significant } from "@promptprof/model/format";
import { element, type Markup } from "../../svg/element.ts";
import { paretoFront, tradeOff, type TradeOffPoint } from "../../svg/trade-off.ts";
import { scorerOf } from "../../analysis/metric.ts";
import { oneLine } from "../one-line.ts";
import type { PromptReport, Report, ReportedComparison } from "../report.ts";
import { writeValue } from "../write-number.ts";
import { cell, tableOf } from "./table.ts";
import { code } from "./code.ts";

interface Choice extends TradeOffPoint {
  readonly of: PromptReport;
}

/** Quality by the first score that prompts share against what a thousand calls cost; nothing where one of the two is unknown. */
export function tradeOffSection(report: Report): Markup[] {
  const [scorer] = report.scorers;
  if (scorer === undefined) return [];
  const choices = report.prompts.flatMap((of, i) => choicesOf(of, i + 1, scorer.name));
  const label = `${oneLine(scorer.name)} against cost; the table below has the numbers`;
  const writeQuality = (quality: number): string =>
    scorer.binary
      ? (formatRate(Math.max(0, Math.min(1, quality)), 1) ?? "")
      : significant(Math.max(0, quality), 2);
  const picture = tradeOff({ points: choices, label, writeCost: writeUsd, writeQuality });
  if (picture === null) return [];
  return [
    element(
      "section",
      { "aria-labelledby": "trade-off" },
      element("h2", { id: "trade-off" }, "Quality against cost"),
      element(
        "p",
        { class: "soft" },
        `${oneLine(scorer.name)} (up is better) against the cost of 1,000 calls, logarithmic. The dashed front joins what nothing else beats in both, by estimate.`,
      ),
      element("div", { class: "pictures" }, element("figure", {}, picture), twin(choices)),
    ),
  ];
}

function choicesOf(of: PromptReport, number: number, scorer: string): Choice[] {
  const cost = of.metrics.find(({ metric }) => metric === "cost");
  const quality = of.metrics.find(({ metric }) => scorerOf(metric) === scorer);
  if (cost === undefined || quality === undefined) return [];
  return [
    ...choice(of, number, "base", cost.a.value, quality.a.value, quality),
    ...choice(of, number, "head", cost.b.value, quality.b.value, quality),
  ];
}

function choice(
  of: PromptReport,
  number: number,
  side: "base" | "head",
  cost: number | null,
  quality: number | null,
  { unit }: ReportedComparison,
): Choice[] {
  if (cost === null || cost <= 0 || quality === null) return [];
  const title = `${oneLine(of.prompt)}, ${side}: ${writeUsd(cost)}, ${writeValue(quality, unit)}`;
  return [{ of, mark: `${number} ${side}`, title, cost, quality, side }];
}

function writeUsd(nanoUsd: number): string {
  return formatUsdPerThousandCalls(nanoUsd, 1) ?? "";
}

function twin(choices: readonly Choice[]): Markup {
  const front = paretoFront(choices);
  const rows = choices.map((choice) => [
    cell([`${choice.mark}: `, code(choice.of.prompt), " with ", code(choice.of.provider)], { head: true }),
    cell(writeUsd(choice.cost), { class: "number", label: "cost" }),
    cell(choice.title.slice(choice.title.lastIndexOf(", ") + 2), { class: "number", label: "quality" }),
    cell(front.includes(choice) ? "yes" : "beaten", { label: "on the front" }),
  ]);
  const columns = [
    { title: "Choice" },
    { title: "Cost of 1,000 calls", class: "number" },
    { title: "Quality", class: "number" },
    { title: "On the front" },
  ];
  return tableOf("choices", columns, rows, "Quality against cost");
}
