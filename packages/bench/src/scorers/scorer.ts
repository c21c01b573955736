import type { JsonValue, ModelReply } from "../providers/provider.ts";

/** One reply of one case, as a scorer sees it. */
export interface ToScore {
  /** The case's variables. */
  readonly input: Readonly<Record<string, JsonValue>>;
  readonly output: string;
  readonly reply: ModelReply;
  /** What the case expects; undefined where it says nothing. */
  readonly expected: JsonValue | undefined;
  readonly signal: AbortSignal;
}

/** A score; `value` is null where there is none, and `reason` then says why. */
export interface ItemScore {
  readonly name: string;
  /** Higher is better; rates and shares are 0 to 1. */
  readonly value: number | null;
  readonly reason: string | null;
}

export interface Scorer {
  readonly name: string;
  /** 0 and 1 alone: compared as passes, not as a mean. */
  readonly binary: boolean;
  /** A case without an expected value is a mistake of the suite. */
  readonly needsExpected: boolean;
  /** One sentence each, printed by the report. */
  readonly goodFor: string;
  readonly notFor: string;
  /** May reject: the run makes a score without value of it, with the reason. */
  score(item: ToScore): Promise<readonly ItemScore[]>;
}
