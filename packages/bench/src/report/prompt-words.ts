import { grownWords } from "./grown-words.ts";
import { oneLine } from "./one-line.ts";
import type { PromptReport, ReportedComparison } from "./report.ts";
import { verdictOrNew } from "./verdict-words.ts";
import { writeStep, writeValue } from "./write-number.ts";

/**
 * One prompt with one provider in one line: its verdicts, the worst first, and the segment that grew; without a base the
 * values of the head alone.
 */
export function promptWords(of: PromptReport): string {
  const whose = `${oneLine(of.prompt)} (${oneLine(of.provider)})`;
  if (of.failures.base === null) return `${whose}: ${valueWords(of)}`;
  const grown = grownWords(of);
  return `${whose}: ${verdictsWords(of)}${grown === null ? "" : `; ${grown}`}`;
}

const ORDER = ["worse", "better", "undecided", "same", "new"] as const;

function verdictsWords({ metrics }: PromptReport): string {
  const groups = ORDER.map((verdict) => ({
    verdict: verdict === "new" ? "no base" : verdict,
    of: metrics.filter((comparison) => verdictOrNew(comparison) === verdict),
  }));
  return groups
    .filter(({ of }) => of.length > 0)
    .map(({ verdict, of }) => `${verdict}: ${of.map(stepWords).join(", ")}`)
    .join("; ");
}

/** The change where there is a proof of one; what is undecided or the same has none. */
function stepWords(comparison: ReportedComparison): string {
  const { change, verdict, title } = comparison;
  const isProven = verdict === "worse" || verdict === "better";
  return isProven && change !== null
    ? `${oneLine(title)} ${writeStep(change.estimate, comparison)}`
    : oneLine(title);
}

function valueWords({ metrics }: PromptReport): string {
  const measured = metrics.filter(({ b }) => b.value !== null);
  return measured.map(({ title, b, unit }) => `${oneLine(title)} ${writeValue(b.value, unit)}`).join(", ");
}
