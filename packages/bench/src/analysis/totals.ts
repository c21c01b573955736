import type { PromptReport, ReportedTotal } from "../report/report.ts";
import type { Run, RunTotal } from "../run/run.ts";
import type { Group } from "./groups.ts";

/** The totals of a prompt with a provider, base and head side by side, in the order of the scorers. */
export function totalsOfGroup({ totals = [] }: Run, { prompt, provider }: Group): PromptReport["totals"] {
  const own = totals.filter((total) => total.prompt === prompt && total.provider === provider);
  const names = [...new Set(own.map(({ name }) => name))];
  return names.map((name) => ({ name, base: valueOf(own, name, "base"), head: valueOf(own, name, "head") }));
}

function valueOf(totals: readonly RunTotal[], name: string, side: RunTotal["side"]): ReportedTotal["head"] {
  const found = totals.find((total) => total.name === name && total.side === side);
  if (found === undefined) return null;
  const { value, reason, details } = found;
  return { value, reason, details };
}
