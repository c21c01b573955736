import { neverThrow } from "../never-throw.ts";
import type { AnswerHead, CallObserver } from "./call-observer.ts";

/** What an HTTP try is told to. */
export type AttemptObserver = Pick<CallObserver, "onAttempt" | "onAttemptEnd" | "onResponse">;

/** Makes one HTTP try and tells of it. Answers and rejects as the request does. */
export async function observeAttempt<Answer>(
  observer: AttemptObserver,
  request: () => Promise<Answer>,
  headOf: (answer: Answer) => AnswerHead,
): Promise<Answer> {
  neverThrow(() => observer.onAttempt(), undefined);
  try {
    const answer = await request();
    neverThrow(() => endAttempt(observer, headOf(answer)), undefined);
    return answer;
  } catch (error) {
    neverThrow(() => observer.onAttemptEnd(), undefined);
    throw error;
  }
}

export function endAttempt(observer: AttemptObserver, head: AnswerHead): void {
  observer.onAttemptEnd();
  observer.onResponse(head);
}
