import type { Call } from "./call.ts";

/** Who gave a score: a rule in code, a model that judges, a person who reviews, or a user of the product. */
export const SCORE_SOURCES = ["rule", "model_judge", "person", "user_feedback"] as const;
export type ScoreSource = (typeof SCORE_SOURCES)[number];

/** Largest size of a value: the sum over a million million scores stays a number. */
export const SCORE_VALUE_MAX: number = 1e12;

/**
 * A quality value of one call. It names its call by the ids of the span, by the response id, or by both, and may come
 * before the call. The same name from the same source about the same call is one score, of which the newest counts;
 * `id` tells several apart, for example of several people.
 */
export interface Score {
  /** Project of whoever sent it; a score counts where its call does. */
  readonly project: string;
  readonly name: string;
  /** null = nobody says. */
  readonly source: ScoreSource | null;
  /** A finite number, at most `SCORE_VALUE_MAX` either way; true and false are 1 and 0. null = a label alone. */
  readonly value: number | null;
  /** The value in a word: `pass`, `relevant` ... */
  readonly label: string | null;
  readonly id: string | null;
  /** Both or neither. */
  readonly traceId: string | null;
  readonly spanId: string | null;
  readonly responseId: string | null;
  /** When it was given, epoch milliseconds. */
  readonly time: number;
}

/**
 * Whether a score is about a call. Where both know a response id, that decides: a score is often sent from inside
 * another span, the judge's own for example, and then carries the ids of that one. Else the ids of the span do.
 */
export function isScoreOf(
  score: Pick<Score, "traceId" | "spanId" | "responseId">,
  call: Pick<Call, "traceId" | "spanId" | "responseId">,
): boolean {
  if (score.responseId !== null && call.responseId !== null) return score.responseId === call.responseId;
  return score.spanId === call.spanId && score.traceId === call.traceId;
}
