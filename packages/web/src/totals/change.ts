import { formatDelta, formatPoints, relativeChange } from "@promptprof/model/format";

/** How a total moved against the period before: the number, and in words whether that is good. */
export interface Change {
  readonly arrow: "▲" | "▼" | "";
  readonly text: string;
  readonly words: string;
  readonly verdict: "better" | "worse" | "neither";
}

export interface ChangeWords {
  readonly more: string;
  readonly less: string;
  readonly better: "lower" | "higher" | "neither";
}

/**
 * @param noise relative changes up to this size are no change, for example twice the error of a sketch
 * @returns null where there is nothing to compare with
 */
export function relativeMove(
  current: number | null,
  previous: number | null,
  words: ChangeWords,
  noise = 0,
): Change | null {
  const change = relativeChange(current, previous);
  return change === null ? null : moved(change, formatDelta(change), words, noise);
}

/** For rates: the difference in percentage points. */
export function pointsMove(
  current: number | null,
  previous: number | null,
  words: ChangeWords,
): Change | null {
  if (current === null || previous === null) return null;
  return moved(current - previous, formatPoints(current - previous), words, 0);
}

function moved(change: number, text: string, words: ChangeWords, noise: number): Change {
  if (Math.abs(change) <= noise) return { arrow: "", text, words: "same", verdict: "neither" };
  const isMore = change > 0;
  return {
    arrow: isMore ? "▲" : "▼",
    text,
    words: isMore ? words.more : words.less,
    verdict: verdictOf(isMore, words.better),
  };
}

function verdictOf(isMore: boolean, better: ChangeWords["better"]): Change["verdict"] {
  if (better === "neither") return "neither";
  return isMore === (better === "higher") ? "better" : "worse";
}
