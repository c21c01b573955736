import type { JsonValue, ModelReply, ModelRequest, Outcome, Provider } from "../providers/provider.ts";

/** One reply of one case, as a scorer sees it. */
export interface ToScore {
  /** The case's variables. */
  readonly input: Readonly<Record<string, JsonValue>>;
  readonly output: string;
  readonly reply: ModelReply;
  /** What the case expects; undefined where it says nothing. */
  readonly expected: JsonValue | undefined;
  readonly signal: AbortSignal;
  /** How a scorer asks a model; absent outside of a run = by the provider itself. */
  readonly ask?: Ask;
}

/** A call of a scorer, within the limits of the run. */
export type Ask = (provider: Provider, request: ModelRequest) => Promise<Outcome>;

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
  /** Least and greatest value; a score outside of it is a defect of the scorer. Any finite number where it is not given. */
  readonly range?: readonly [least: number, greatest: number];
  /** One sentence each, printed by the report. */
  readonly goodFor: string;
  readonly notFor: string;
  /** May reject: the run makes a score without value of it, with the reason. */
  score(item: ToScore): Promise<readonly ItemScore[]>;
  /** What only all items of one side and provider together have: corpus BLEU, a confusion matrix, pass@k. */
  total?(items: readonly ItemOfTotal[]): readonly Total[];
}

/** An item as a total sees it. A call that failed has no output and counts against its side. */
export interface ItemOfTotal {
  readonly case: string;
  readonly output: string | null;
  readonly expected: JsonValue | undefined;
  /** Of this scorer alone. */
  readonly scores: readonly ItemScore[];
}

/** A value of a whole side; `value` is null where there is none, and `reason` then says why. */
export interface Total {
  readonly name: string;
  readonly value: number | null;
  readonly reason: string | null;
  /** What makes the value up: counts, a signature, a confusion matrix. */
  readonly details: Readonly<Record<string, JsonValue>>;
}
