import { meanOf, quantileOf, sorted } from "@promptprof/stats";
import { applyGate, type Measured } from "../gate/gate.ts";
import { GATE_DEFAULTS, type GateSettings } from "../gate/gate-settings.ts";
import {
  REPORT_SCHEMA,
  type Failures,
  type PromptReport,
  type Report,
  type ReportedComparison,
  type WorseCase,
} from "../report/report.ts";
import type { Run, RunItem } from "../run/run.ts";
import { compare } from "./compare.ts";
import { correctFamily, correctSlices } from "./correct.ts";
import { groupsOf, itemsOf, type Group } from "./groups.ts";
import { itemValue } from "./item-value.ts";
import { scorerOf, type Metric } from "./metric.ts";
import { metricsOf } from "./metrics-of.ts";
import { reportedRun } from "./reported-run.ts";
import { segmentChanges } from "./segments.ts";
import { slicesOf, sortByHarm } from "./slices.ts";
import { totalsOfGroup } from "./totals.ts";

const SLICES_KEPT = 20;
const LATENCIES_KEPT = 200;
const WORSE_CASES_KEPT = 10;

/** A run compared and judged: everything that a report prints. The same run gives the same report, always. */
export function analyse(run: Run, settings: GateSettings = GATE_DEFAULTS): Report {
  const metrics = metricsOf(run, settings.limits);
  const prompts = groupsOf(run).map((group) => promptReport(run, group, metrics));
  const corrected = correctSlices(correctFamily(prompts));
  const measured: Measured = {
    schema: REPORT_SCHEMA,
    run: reportedRun(run),
    scorers: run.scorers.map(({ name, binary, goodFor, notFor }) => ({ name, binary, goodFor, notFor })),
    prompts: corrected.map((of) => ({ ...of, slices: sortByHarm(of.slices).slice(0, SLICES_KEPT) })),
    warnings: [],
  };
  return { ...measured, gate: applyGate(measured, settings) };
}

function promptReport(run: Run, group: Group, metrics: readonly Metric[]): PromptReport {
  const [base, head] = [itemsOf(group, "base"), itemsOf(group, "head")];
  const file = run.prompts.find(({ prompt }) => prompt === group.prompt);
  const { cases } = group;
  return {
    prompt: group.prompt,
    provider: group.provider,
    model: sides(base, head, ({ model }) => model),
    version: sides(base, head, ({ version }) => version),
    file: file?.path ?? null,
    cases: cases.length,
    clusters: new Set(cases.map(({ cluster }) => cluster)).size,
    repeats: Math.max(0, ...cases.map((of) => Math.max(of.base.length, of.head.length))),
    failures: { base: base.length === 0 ? null : failuresOf(base), head: failuresOf(head) },
    metrics: metrics.map((metric) => compare(cases, metric, run.seed)).filter(isMeasured),
    totals: totalsOfGroup(run, group),
    slices: slicesOf(cases, metrics, run.seed),
    segments: segmentChanges(group, file),
    latencies: { base: base.length === 0 ? null : latenciesOf(base), head: latenciesOf(head) },
    worseCases: worseCases(group, metrics),
  };
}

/** Replies that are not streamed have no first token: that is no open question. */
function isMeasured({ metric, a, b }: ReportedComparison): boolean {
  return (metric !== "ttft" && metric !== "tpot") || a.n + b.n > 0;
}

function sides(
  base: readonly RunItem[],
  head: readonly RunItem[],
  of: (item: RunItem) => string,
): PromptReport["version"] {
  const names = [base, head].map((items) => items.map(of)[0] ?? null);
  return { base: names[0] ?? null, head: names[1] ?? "" };
}

function failuresOf(items: readonly RunItem[]): Failures {
  const classes = items.flatMap(({ outcome }) => (outcome.kind === "failure" ? [outcome.errorClass] : []));
  const byClass: Record<string, number> = {};
  for (const name of classes) byClass[name] = (byClass[name] ?? 0) + 1;
  return { calls: items.length, failed: classes.length, byClass };
}

function latenciesOf(items: readonly RunItem[]): number[] {
  const all = sorted(items.flatMap(({ outcome }) => (outcome.kind === "reply" ? [outcome.durationMs] : [])));
  if (all.length <= LATENCIES_KEPT) return [...all];
  return Array.from({ length: LATENCIES_KEPT }, (_, i) => quantileOf(all, (i + 0.5) / LATENCIES_KEPT));
}

function worseCases({ cases }: Group, metrics: readonly Metric[]): WorseCase[] {
  const fallen = metrics.flatMap((metric) => {
    const score = scorerOf(metric.name);
    if (score === null) return [];
    return cases.flatMap((of) => {
      const [base, head] = [meanScore(of.base, metric), meanScore(of.head, metric)];
      return base === null || head === null || head >= base ? [] : [{ case: of.name, score, base, head }];
    });
  });
  return fallen.toSorted((a, b) => b.base - b.head - (a.base - a.head)).slice(0, WORSE_CASES_KEPT);
}

function meanScore(items: readonly RunItem[], metric: Metric): number | null {
  const values = items.flatMap((item) => itemValue(item, metric) ?? []);
  return values.length === 0 ? null : meanOf(values);
}
