import { formatCount } from "@promptprof/model/format";
import type { Verdict } from "@promptprof/stats";
import type { ReportedComparison } from "./report.ts";

/** A mark never stands without its word. */
export const VERDICT_MARKS: Readonly<Record<Verdict | "new", string>> = {
  worse: "❌",
  better: "✅",
  same: "➖",
  undecided: "❔",
  new: "🆕",
};

/** The verdict of a comparison, or that there was nothing to compare with. */
export function verdictOrNew({
  a,
  b,
  verdict,
}: Pick<ReportedComparison, "a" | "b" | "verdict">): Verdict | "new" {
  return a.n === 0 && b.n > 0 ? "new" : verdict;
}

/** `worse`, `no base`, `undecided: about 310 more cases`. */
export function verdictWords(comparison: Pick<ReportedComparison, "a" | "b" | "verdict" | "needed">): string {
  const verdict = verdictOrNew(comparison);
  if (verdict === "new") return "no base";
  if (verdict !== "undecided") return verdict;
  const { needed } = comparison;
  return needed === null ? "undecided" : `undecided: about ${formatCount(needed)} more cases`;
}
