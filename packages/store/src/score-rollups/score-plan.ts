import type { ScoresSource, TimeRange } from "../store.ts";
import { DAY_MS, HOUR_MS } from "../tables.ts";

/** A rollup of scores and the whole buckets that are read of it. */
export interface ScorePiece extends TimeRange {
  readonly table: "score_hour" | "score_day";
}

/**
 * A range, widened to whole hours, from as few buckets as possible: whole days inside and hours at the ends. Where the
 * hours have gone, whole days.
 *
 * @param hoursSince epoch ms since when the hours are there
 */
export function planScores({ from, to }: TimeRange, hoursSince: number): ScorePiece[] {
  const hasHours = (time: number): boolean => time >= hoursSince;
  const [firstHour, lastDay] = [floor(from, HOUR_MS), floor(to - 1, DAY_MS)];
  const start = hasHours(firstHour) ? firstHour : floor(from, DAY_MS);
  const end = hasHours(Math.max(start, lastDay)) ? floor(to - 1, HOUR_MS) + HOUR_MS : lastDay + DAY_MS;
  const days = { from: floor(start + DAY_MS - 1, DAY_MS), to: floor(end, DAY_MS) };
  if (days.from >= days.to) return [{ table: "score_hour", from: start, to: end }];
  const pieces: ScorePiece[] = [
    { table: "score_hour", from: start, to: days.from },
    { table: "score_day", ...days },
    { table: "score_hour", from: days.to, to: end },
  ];
  return pieces.filter((piece) => piece.from < piece.to);
}

/** What an answer says of where it was read. */
export function sourceOfScores(pieces: readonly ScorePiece[], upTo: number): ScoresSource {
  const hasDays = pieces.some(({ table }) => table === "score_day");
  const hasHours = pieces.some(({ table }) => table === "score_hour");
  return {
    table: hasDays ? "score_day" : "score_hour",
    step: hasHours ? HOUR_MS : DAY_MS,
    from: pieces[0]?.from ?? 0,
    to: pieces.at(-1)?.to ?? 0,
    upTo,
  };
}

function floor(time: number, unit: number): number {
  return Math.floor(time / unit) * unit;
}
