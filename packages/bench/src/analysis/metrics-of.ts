import type { Limit } from "../gate/limit.ts";
import type { Run } from "../run/run.ts";
import { METRICS, scoreMetric, type Metric } from "./metric.ts";

/**
 * The metrics of a run with their margins: those of the limits before those of the suite, and those before the
 * defaults. Where any limit is of a change, the metrics that are named so gate, and no others.
 */
export function metricsOf(run: Run, limits: readonly Limit[]): Metric[] {
  const changes = limits.filter((limit) => limit.kind === "change");
  const all = [...METRICS, ...run.scorers.map(({ name, binary }) => scoreMetric(name, binary))];
  return all.map((metric) => {
    const limit = changes.findLast(({ metric: name }) => name === metric.name);
    const margin = limit?.margin ?? run.margins?.[metric.name] ?? metric.margin;
    return { ...metric, margin, gates: changes.length === 0 ? metric.gates : limit !== undefined };
  });
}
