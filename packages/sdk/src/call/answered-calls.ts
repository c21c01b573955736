import type { SpanIds } from "../export/span-ids.ts";
import { isRecord } from "../is-record.ts";

/** How a call can be found again by its answer. */
export interface AnsweredCall {
  readonly ids: SpanIds;
  /** The provider's id; of a stream, as soon as it has been read so far. */
  readonly responseId: () => string | null;
}

// Answers are the host's: what it lets go of is forgotten here too.
const answered = new WeakMap<object, AnsweredCall>();

export function rememberAnswer(answer: unknown, call: AnsweredCall): void {
  if (isRecord(answer)) answered.set(answer, call);
}

/** The call that this object answered, if `profile()` saw it. */
export function callOfAnswer(answer: object): AnsweredCall | null {
  return answered.get(answer) ?? null;
}
