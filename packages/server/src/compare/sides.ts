import type { CallSelection } from "@promptprof/store";
import type { CompareQuestion, Selection } from "../contract.ts";
import { QuestionError } from "../http/question-error.ts";
import { questionSelection } from "../http/question-selection.ts";
import { iso } from "../http/question-time.ts";

export interface Sides {
  readonly a: CallSelection;
  readonly b: CallSelection;
}

const FIELDS = [
  "from",
  "to",
  "project",
  "environment",
  "service",
  "team",
  "prompt",
  "version",
  "model",
] as const satisfies readonly (keyof Selection)[];

/**
 * Both selections of a question: a side's own field, else the one that is meant for both.
 *
 * @throws QuestionError for times that are none, and where both sides are the same calls
 */
export function sidesOf(question: CompareQuestion, now: number): Sides {
  const sides = { a: sideOf(question, "a", now), b: sideOf(question, "b", now) };
  if (JSON.stringify(sides.a) === JSON.stringify(sides.b)) {
    throw new QuestionError(
      "a and b are the same calls; say how they differ, for example with a.version=v1&b.version=v2",
    );
  }
  return sides;
}

function sideOf(question: CompareQuestion, side: "a" | "b", now: number): CallSelection {
  const given = FIELDS.flatMap((field): [string, string][] => {
    const value = question[`${side}.${field}`] ?? question[field];
    return value === undefined ? [] : [[field, value]];
  });
  try {
    return questionSelection(Object.fromEntries(given), now);
  } catch (error) {
    if (error instanceof QuestionError) throw new QuestionError(`${side}: ${error.message}`);
    throw error;
  }
}

/** What a question takes from a keyboard to here: an end of "now" is over by then. */
const JUST_NOW_MS = 60_000;

/** Whether calls of a side are still to come; then people look again and again. */
export function isOpen({ a, b }: Sides, now: number): boolean {
  return Math.max(a.to, b.to) >= now - JUST_NOW_MS;
}

const NAMED = ["project", "environment", "service", "team", "prompt", "version", "model"] as const;

/** What tells a side from the other, in words: "support-triage@v3", "model gpt-5", its times. */
export function labelOf(side: CallSelection, other: CallSelection): string {
  const own = NAMED.filter((name) => side[name] !== other[name]);
  const isVersion = own.includes("version") || own.includes("prompt");
  const words = [
    ...(isVersion ? [versionWords(side)] : []),
    ...own
      .filter((name) => name !== "version" && name !== "prompt")
      .map((name) => `${name} ${inWords(side[name])}`),
    ...(side.from === other.from && side.to === other.to ? [] : [`${iso(side.from)}..${iso(side.to)}`]),
  ];
  return words.join(", ");
}

function versionWords({ prompt, version }: CallSelection): string {
  if (version === undefined) return `prompt ${inWords(prompt)}`;
  return prompt === undefined ? `version ${inWords(version)}` : `${inWords(prompt)}@${inWords(version)}`;
}

function inWords(value: string | null | undefined): string {
  if (value === undefined) return "any";
  return value ?? "none";
}

/** Whether no call can be on both sides. */
export function areDisjoint({ a, b }: Sides): boolean {
  const apart = a.to <= b.from || b.to <= a.from;
  return apart || NAMED.some((name) => a[name] !== undefined && b[name] !== undefined && a[name] !== b[name]);
}
