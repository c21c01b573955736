import type { CallRow } from "@promptprof/server/contract";
import { formatDelta, relativeChange } from "@promptprof/model/format";
import { formatUsdExact } from "../format/usd.ts";

/** The cost that the caller reported beside the one computed here. */
export interface ReportedCost {
  readonly words: string;
  /** The rule `reported_cost_differs` fired: the two are too far apart to be rounding. */
  readonly isFinding: boolean;
}

/** Null where nobody reported a cost. */
export function reportedCost(call: CallRow): ReportedCost | null {
  const { reportedCostNanoUsd: reported, costNanoUsd, notes, pricing } = call;
  if (reported === null) return null;
  const words = `The caller reported ${formatUsdExact(reported)}`;
  const isFinding = notes.includes("reported_cost_differs");
  if (costNanoUsd === null) return { words: `${words}; there is no computed cost beside it.`, isFinding };
  const atLeast = pricing.status === "partly" ? "at least " : "";
  const against = `${differenceWords(reported, costNanoUsd.total)}the computed ${atLeast}`;
  return { words: `${words}, ${against}${formatUsdExact(costNanoUsd.total)}.`, isFinding };
}

/** Nothing can be a percentage of a computed zero; from ten times on the distance is a factor. */
function differenceWords(reported: number, computed: number): string {
  if (reported === computed) return "equal to ";
  const change = relativeChange(reported, computed);
  if (change === null) return "against ";
  const distance = formatDelta(change);
  return distance.startsWith("×") ? `${distance} ` : `${distance} against `;
}
