import type { ClassifiedError, GapSummary, ReplyFacts } from "@promptprof/model";

/** What a reply told while it passed. */
export interface ReplyRecord {
  readonly facts: ReplyFacts;
  /** Whether it came event by event. */
  readonly stream: boolean;
  /** When the first event came that carried content, epoch of `performance.now()`; null = none. */
  readonly firstContentAt: number | null;
  readonly gaps: GapSummary | null;
  /** The failure that it states by its status or in its body. */
  readonly error: ClassifiedError | null;
  /** Text to be counted where no usage is stated. */
  readonly texts: readonly string[] | null;
  /** Something of it could not be read. */
  readonly isIncomplete: boolean;
}
