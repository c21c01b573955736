import { type Score, SCORE_SOURCES, SCORE_VALUE_MAX } from "@promptprof/model";
import { GivenScore } from "../contract.ts";
import { readTime } from "../http/question-time.ts";
import { checkValue, isRecord, shown, type Mistake } from "../schema/check-value.ts";

export interface ScoreDefaults {
  readonly project: string;
  /** Epoch ms. */
  readonly now: number;
}

const DAY_MS = 86_400_000;

/** May be of several types, so they are read by themselves. */
const OWN_RULES: ReadonlySet<unknown> = new Set(["call", "value", "time"]);

/** The score of a JSON value, or everything that is wrong with it, each with its field and what would be right. */
export function readScore(given: unknown, defaults: ScoreDefaults): Score | { readonly mistakes: string[] } {
  if (!isRecord(given)) return { mistakes: linesOf(checkValue(GivenScore, given)) };
  const fields = withoutNulls(given);
  const checked = checkValue(GivenScore, fields);
  const mistakes = linesOf(checked.filter(({ at, path }) => at === "key" || !OWN_RULES.has(path[0])));
  const score: Score = {
    project: textIn(fields, "project") ?? defaults.project,
    name: textIn(fields, "name") ?? "",
    source: SCORE_SOURCES.find((source) => source === fields["source"]) ?? null,
    value: readValue(fields["value"], mistakes),
    label: textIn(fields, "label"),
    id: textIn(fields, "id"),
    ...readCall(fields["call"], mistakes),
    responseId: textIn(fields, "responseId"),
    time: readMoment(fields["time"], defaults.now, mistakes),
  };
  if (mistakes.length === 0) mistakes.push(...missingParts(score));
  return mistakes.length > 0 ? { mistakes } : score;
}

function linesOf(mistakes: readonly Mistake[]): string[] {
  return mistakes.map(({ path, text }) => [...path, text].join(": "));
}

function textIn(fields: Readonly<Record<string, unknown>>, name: string): string | null {
  const text = fields[name];
  return typeof text === "string" ? text : null;
}

function missingParts({ spanId, responseId, value, label }: Score): string[] {
  return [
    ...(spanId === null && responseId === null
      ? ["call and responseId are missing: one of them must say which call it is about"]
      : []),
    ...(value === null && label === null ? ["value and label are missing: a score needs one of them"] : []),
  ];
}

type CallIds = Pick<Score, "traceId" | "spanId">;
const NO_CALL: CallIds = { traceId: null, spanId: null };

function readCall(given: unknown, mistakes: string[]): CallIds {
  if (given === undefined) return NO_CALL;
  const [, traceId, spanId] = typeof given === "string" ? (CALL.exec(given.toLowerCase()) ?? []) : [];
  if (traceId !== undefined && spanId !== undefined) return { traceId, spanId };
  mistakes.push(`call: ${shown(given)} is not TRACE_ID:SPAN_ID, 32 and 16 hex digits that are not all 0`);
  return NO_CALL;
}

const CALL = /^(?!0+:)([0-9a-f]{32}):(?!0+$)([0-9a-f]{16})$/;

function readValue(given: unknown, mistakes: string[]): number | null {
  if (given === undefined) return null;
  if (typeof given === "boolean") return Number(given);
  if (typeof given === "number" && Math.abs(given) <= SCORE_VALUE_MAX) return given;
  const bounds = `a number from -${SCORE_VALUE_MAX} to ${SCORE_VALUE_MAX}`;
  mistakes.push(`value: ${shown(given)} is not ${bounds}, true or false; a word belongs into label`);
  return null;
}

function readMoment(given: unknown, now: number, mistakes: string[]): number {
  if (given === undefined) return now;
  if (typeof given !== "string" && typeof given !== "number") {
    mistakes.push(`time: ${shown(given)} is not ISO 8601 or epoch milliseconds`);
    return now;
  }
  const time = readTime("time", String(given), mistakes);
  if (time > now + DAY_MS) mistakes.push(`time: ${shown(given)} is more than a day ahead`);
  return time;
}

/** null says the same as a missing field: unknown. */
function withoutNulls(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
}
