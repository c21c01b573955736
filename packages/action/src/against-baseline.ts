import { isRun, type Run } from "@promptprof/bench";
import { existsSync, readFileSync } from "node:fs";
import { ActionError } from "./action-error.ts";

/**
 * A run that an earlier job kept.
 *
 * @returns null where there is no such file: the first job of a series has none
 * @throws ActionError for a file that is no run
 */
export function readKeptRun(file: string): Run | null {
  if (!existsSync(file)) return null;
  try {
    const run: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (isRun(run)) return run;
  } catch {
    // Told below.
  }
  throw new ActionError(`${file} is no run of promptprof bench; keep the output \`run\` of this action`);
}

/**
 * Two runs of the same suite as one: what the earlier one called head is the base. They are not interleaved, so a slow
 * minute of the provider hits one of them alone; what drifted in tokens, cost and scores shows all the same.
 * Only prompts and providers that both have are compared.
 */
export function againstBaseline(kept: Run, now: Run): Run {
  const asked = new Set(now.items.map(pair));
  const before = kept.items.filter((item) => item.side === "head" && asked.has(pair(item)));
  const both = new Set(before.map(pair));
  return {
    ...now,
    base: `${kept.head} of ${new Date(kept.startedAt).toISOString().slice(0, 10)}`,
    items: [
      ...before.map((item) => ({ ...item, side: "base" as const })),
      ...now.items.filter((item) => item.side === "head" && both.has(pair(item))),
    ],
    totals: [
      ...headTotals(kept, both).map((total) => ({ ...total, side: "base" as const })),
      ...headTotals(now, both),
    ],
  };
}

function headTotals({ totals = [] }: Run, both: ReadonlySet<string>): NonNullable<Run["totals"]> {
  return totals.filter((total) => total.side === "head" && both.has(pair(total)));
}

function pair({ prompt, provider }: Pick<Run["items"][number], "prompt" | "provider">): string {
  return JSON.stringify([prompt, provider]);
}
