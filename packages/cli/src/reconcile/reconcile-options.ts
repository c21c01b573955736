import { QuestionError } from "../question-error.ts";
import { DIMENSIONS, type Dimension } from "./compare/compared-row.ts";
import type { Statement } from "./compare/merge-invoices.ts";
import { readDay } from "./day.ts";

/** `day,model` as dimensions, in the order given. */
export function readDimensions(text: string): Dimension[] {
  const names = text.split(",").map((name) => name.trim());
  const dimensions = names.flatMap((name) => DIMENSIONS.find((each) => each === name) ?? []);
  if (dimensions.length === names.length && new Set(names).size === names.length) return dimensions;
  throw new QuestionError(
    `--by must be one or several of ${DIMENSIONS.join(",")}, each once; got ${JSON.stringify(text)}`,
  );
}

/** `1%` as 0.01. A bare number is refused: 1 is 1 % to one person and everything to another. */
export function readTolerance(text: string): number {
  const [, digits] = /^(\d{1,3}(?:\.\d+)?)%$/.exec(text) ?? [];
  const tolerance = Number(digits) / 100;
  if (tolerance >= 0 && tolerance <= 1) return tolerance;
  throw new QuestionError(
    `--tolerance must be a share from 0% to 100%, like 1% or 0.5%; got ${JSON.stringify(text)}`,
  );
}

/** Adds `THEIRS=OURS` to what was given before. A name may hold an equals sign; the last one parts the two. */
export function readNamePair(
  option: string,
): (text: string, before: ReadonlyMap<string, string> | undefined) => ReadonlyMap<string, string> {
  return (text, before) => {
    const at = text.lastIndexOf("=");
    const [theirs, ours] = [text.slice(0, Math.max(0, at)).trim(), text.slice(at + 1).trim()];
    if (theirs === "" || ours === "")
      throw new QuestionError(`${option} must be THEIRS=OURS, got ${JSON.stringify(text)}`);
    return new Map([...(before ?? []), [theirs, ours]]);
  };
}

/** A whole UTC day: both sides are compared by day, so a range cannot cut one. */
export function readWholeDay(option: string): (text: string) => string {
  return (text) => {
    const day = readDay(text);
    if (day !== null && /^[^T ]*(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/.test(text)) return day;
    throw new QuestionError(`${option} must be a whole UTC day like 2026-05-01, got ${JSON.stringify(text)}`);
  };
}

/**
 * The days to compare: what the invoice speaks of, within the range asked for.
 *
 * @param from first day, @param to the day after the last one
 * @throws QuestionError where no day is left: nothing compared must not look like agreement
 */
export function comparedDays(
  { days, daysInPart, files }: Statement,
  from: string | undefined,
  to: string | undefined,
): ReadonlySet<string> {
  const left = days.filter((day) => (from === undefined || day >= from) && (to === undefined || day < to));
  if (left.length > 0) return new Set(left);
  const names = files.map(({ file }) => file).join(" and ");
  if (days.length > 0)
    throw new QuestionError(
      `${names}: days ${days[0]} to ${days.at(-1)}, none of which is from ${from ?? "the first"} up to and without ${to ?? "the end"}`,
    );
  throw new QuestionError(
    daysInPart.length > 0
      ? `${names} have no day in common`
      : `${names} speaks of no day: there is nothing to compare`,
  );
}
