import type { ReportedRun } from "../report/report.ts";
import type { Run, ScorerSpending } from "../run/run.ts";

/** A run in numbers, without its calls. */
export function reportedRun(run: Run): ReportedRun {
  const { items } = run;
  const scoring = items.flatMap((item) => item.scoring ?? []);
  const sum = (of: (one: ScorerSpending) => number): number => scoring.reduce((all, one) => all + of(one), 0);
  const [scorerCalls, unpriced] = [sum(({ calls }) => calls), sum((one) => one.unpriced)];
  const priced = items.flatMap(({ cost }) => (cost === null ? [] : [cost.total]));
  return {
    id: run.id,
    suite: { ...run.suite },
    base: run.base,
    head: run.head,
    startedAt: new Date(run.startedAt).toISOString(),
    endedAt: new Date(run.endedAt).toISOString(),
    seed: run.seed,
    ended: run.ended,
    replayed: run.replayed,
    unchanged: run.unchanged,
    calls: items.length,
    scorerCalls,
    failed: items.filter(({ outcome }) => outcome.kind === "failure").length,
    // Nothing was called, so that nothing was paid is known.
    costNanoUsd:
      items.length > 0 && priced.length === 0 && scorerCalls === unpriced
        ? null
        : priced.reduce((all, cost) => all + cost, 0) + sum(({ nanoUsd }) => nanoUsd),
    unpriced: items.length - priced.length + unpriced,
  };
}
