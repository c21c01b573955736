import type { Measured } from "./measured.ts";

const DAY_MS = 86_400_000;
/** Providers change what a model name means within weeks: an older baseline compares two models. */
const OLD_DAYS = 30;

/** The end of the report: what it rests on, how old that is, and what to do now. */
export function whatNext(measured: Measured, now: number): string {
  const lines = [baselineLine(measured, now), cassetteLine(measured, now), ADVICE[measured.outcome]];
  return lines.filter((line) => line !== null).join("\n\n");
}

const ADVICE: Readonly<Record<Measured["outcome"], string>> = {
  passed: "**Next:** nothing to do. What the report calls the same is proven to be within its margin.",
  regressed:
    "**Next:** look at the segments that grew and at the cases that got worse. Undo it with `promptprof revert PROMPT@VERSION`, or, where it is wanted, raise the limit under `gate:` in the suite in the same pull request, so that the reviewer sees both.",
  undecided:
    "**Next:** the calls do not suffice to say. Add cases or `repeats` as the report counts them, widen the margin under `gate:`, or merge knowing that nobody knows.",
};

function baselineLine({ baseline }: Measured, now: number): string | null {
  if (baseline === null)
    return "Nothing to compare with: this run has no base. Give `base`, or `baseline` with a run that was kept.";
  if (baseline.at === null) return `Baseline: ${baseline.name}, of an unknown day.`;
  const age = ageOf(baseline.at, now);
  const old =
    now - baseline.at > OLD_DAYS * DAY_MS
      ? " That is long ago: merge the base branch, or let the weekly workflow make a new baseline."
      : "";
  return `Baseline: ${baseline.name}, ${age}.${old}`;
}

function cassetteLine({ recordedAt }: Measured, now: number): string | null {
  if (recordedAt === null) return null;
  const old =
    now - recordedAt > OLD_DAYS * DAY_MS
      ? " The model may have changed since: record it again with `promptprof bench --record`."
      : "";
  return `No provider was asked: the calls and their times are those of a cassette, ${ageOf(recordedAt, now)}.${old}`;
}

/** A clock that runs behind makes no negative days. */
function ageOf(at: number, now: number): string {
  const days = Math.max(0, Math.floor((now - at) / DAY_MS));
  const day = new Date(at).toISOString().slice(0, 10);
  if (days === 0) return `of today (${day})`;
  return days === 1 ? `1 day old (${day})` : `${days} days old (${day})`;
}
