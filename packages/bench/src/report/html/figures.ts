import { formatDuration, formatTokens } from "@promptprof/model/format";
import { distributions } from "../../svg/distributions.ts";
import { element, type Markup } from "../../svg/element.ts";
import { flameDiff } from "../../svg/flame-diff.ts";
import { flameTree, type FlameFrame } from "../../svg/flame-tree.ts";
import { oneLine } from "../one-line.ts";
import type { PromptReport, SegmentChange } from "../report.ts";
import { writeValue } from "../write-number.ts";
import { code } from "./code.ts";
import { cell, tableOf } from "./table.ts";

/** How latencies of both sides are spread. */
export function latencyFigure(of: PromptReport): Markup[] {
  const { base, head } = of.latencies;
  const label = `Latency of ${oneLine(of.prompt)}: ${words(of, "latency_p50")}; ${words(of, "latency_p95")}`;
  const picture = distributions({ base: base ?? [], head, label, writeTick: formatDuration });
  if (picture === null) return [];
  const keys = [...(base === null ? [] : [key("base", "base")]), key("head", "head, dashed")];
  const caption = element(
    "figcaption",
    {},
    "Latency ",
    element("span", { class: "soft" }, "share of calls, logarithmic"),
  );
  return [element("figure", {}, caption, picture, element("p", { class: "key" }, ...keys))];
}

function words({ metrics }: PromptReport, name: string): string {
  const found = metrics.find(({ metric }) => metric === name);
  if (found === undefined) return `no ${name}`;
  return `${found.title} ${writeValue(found.a.value, "ms")} on base, ${writeValue(found.b.value, "ms")} on head`;
}

/** Where the tokens of head go, and what that was before. */
export function segmentFigure(of: PromptReport): Markup[] {
  const root = flameTree("all", of.segments);
  const label = `Input tokens of ${oneLine(of.prompt)} by segment; the table below has the numbers`;
  const picture = flameDiff({ root: named(root), label, write: frameWords });
  if (picture === null) return [];
  const caption = element(
    "figcaption",
    {},
    "Input tokens of a call by segment ",
    element("span", { class: "soft" }, "head, coloured by the change"),
  );
  const keys = [key("less", "fewer"), key("more", "more"), key("new", "new"), key("gone", "removed")];
  const twin = element("details", {}, element("summary", {}, "As a table"), segmentTable(of));
  return [element("figure", {}, caption, picture, element("p", { class: "key" }, ...keys), twin)];
}

function named(frame: FlameFrame): FlameFrame {
  return { ...frame, name: oneLine(frame.name, 60), children: frame.children.map(named) };
}

function frameWords({ base, head, inHead }: FlameFrame): string {
  const by = Math.round(head) - Math.round(base);
  if (!inHead) return `−${formatTokens(Math.round(base))}`;
  const step = by === 0 ? "" : ` (${by > 0 ? "+" : "−"}${formatTokens(Math.abs(by))})`;
  return `${formatTokens(Math.round(head))}${step}`;
}

function key(kind: string, text: string): Markup {
  return element("span", {}, element("i", { class: `k-${kind}` }), text);
}

function segmentTable({ segments, file, prompt }: PromptReport): Markup {
  const columns = [
    { title: "Segment" },
    { title: "Kind" },
    { title: "Base", class: "number" },
    { title: "Head", class: "number" },
    { title: "Place" },
  ];
  const rows = segments.map(({ path, kind, base, head, line }) => [
    cell(code(path), { head: true }),
    cell(kind, { label: "kind" }),
    cell(tokens(base), { class: "number", label: "base" }),
    cell(tokens(head), { class: "number", label: "head" }),
    cell(file === null || line === null ? "—" : code(`${file}:${line}`, 200), { label: "place" }),
  ]);
  return tableOf("segments", columns, rows, `Segments of ${oneLine(prompt)}`);
}

function tokens(value: SegmentChange["base"]): string {
  return value === null ? "—" : formatTokens(Math.round(value));
}
