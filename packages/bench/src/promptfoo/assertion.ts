import type { JsonValue } from "../providers/provider.ts";

/** One entry under `assert` of promptfoo, its value read from its file where it names one. */
export interface Assertion {
  /** Without `not-`. */
  readonly type: string;
  readonly negated: boolean;
  readonly value: JsonValue | undefined;
  readonly threshold: number | null;
  /** Share in the case's score, >= 0. */
  readonly weight: number;
  /** Name of a score of its own; null = it has none. */
  readonly metric: string | null;
}

/** What an assertion says of an output. `score` is 0 to 1. */
export interface Asserted {
  readonly pass: boolean;
  readonly score: number;
  readonly reason: string | null;
}

export function passed(pass: boolean): Asserted {
  return { pass, score: pass ? 1 : 0, reason: null };
}

/** Passes from the threshold on. */
export function reached(score: number, threshold: number): Asserted {
  return { pass: score >= threshold, score, reason: null };
}
