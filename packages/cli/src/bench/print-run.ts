import type { Run, RunItem } from "@promptprof/bench";
import { formatCount, formatDuration, formatUsd } from "@promptprof/model/format";

/** What a run took, in a few lines. */
export function printRun(run: Run, maxUsd: number | null): string {
  const { suite, items, unchanged } = run;
  const failed = items.filter(({ outcome }) => outcome.kind === "failure").length;
  const spent = items.reduce(
    (sum, { cost, scoring }) => sum + (cost?.total ?? 0) + (scoring?.nanoUsd ?? 0),
    0,
  );
  const limit = maxUsd === null ? "" : ` of ${formatUsd(maxUsd * 1e9)}`;
  const lines = [
    `${suite.name}: ${formatCount(items.length)} calls in ${formatDuration(run.endedAt - run.startedAt)}, ${formatCount(failed)} failed, ${formatUsd(spent)}${limit}`,
    ...endedLines(run),
    ...unpricedLines(items),
    ...(unchanged.length > 0 ? [`not run, since nothing of them changed: ${unchanged.join(", ")}`] : []),
  ];
  return `${lines.join("\n")}\n`;
}

function endedLines({ ended, replayed }: Run): readonly string[] {
  const why = {
    complete: [],
    money: ["ended by its money limit; --max-usd raises it and --resume goes on"],
    time: ["ended by limits.minutes; --resume goes on"],
    stopped: ["stopped; --resume goes on"],
  };
  return [...(replayed === null ? [] : [`answered from the cassette ${replayed}`]), ...why[ended]];
}

/** Money that nobody counted is said. */
function unpricedLines(items: readonly RunItem[]): readonly string[] {
  const without = items.filter(({ unpriced, outcome }) => unpriced !== null && outcome.kind === "reply");
  const [first] = without;
  if (first === undefined) return [];
  return [
    `${formatCount(without.length)} calls have no price (${first.model}: ${first.unpriced ?? ""}); give one under prices in the suite`,
  ];
}
