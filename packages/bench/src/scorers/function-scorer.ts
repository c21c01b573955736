import * as z from "zod";
import type { ItemScore, Scorer, ToScore } from "./scorer.ts";

/** What such a function is called with. */
export interface ScorerArguments {
  readonly input: ToScore["input"];
  readonly output: string;
  readonly expected: ToScore["expected"];
  readonly [option: string]: unknown;
}

/** A function in the shape of autoevals. */
export type ScoreFunction = (given: ScorerArguments) => unknown;

const Result = z.object({
  name: z.string().optional(),
  score: z.unknown(),
  metadata: z.unknown().optional(),
});

export interface FunctionScorerOptions {
  readonly name: string;
  /** Given to the function beside input, output and expected. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly goodFor?: string;
  readonly notFor?: string;
}

/**
 * A scorer of a function `({ input, output, expected }) => { name, score }`, a promise of that, or a list of several. A
 * score of null is no value. Scores lie between 0 and 1, as those of autoevals do.
 */
export function functionScorer(
  score: ScoreFunction,
  { name, options, goodFor, notFor }: FunctionScorerOptions,
): Scorer {
  return {
    name,
    binary: false,
    needsExpected: false,
    range: [0, 1],
    goodFor: goodFor ?? "What its function measures.",
    notFor: notFor ?? "What its function does not see.",
    score: async ({ input, output, expected }) => {
      const result: unknown = await score({ ...options, input, output, expected });
      const results = Array.isArray(result) ? result : [result];
      return results.map((one) => itemScore(one, name, results.length > 1));
    },
  };
}

/** Of several results each keeps its own name behind the scorer's. */
function itemScore(result: unknown, name: string, several: boolean): ItemScore {
  const read = Result.safeParse(typeof result === "object" ? result : { score: result });
  if (!read.success) throw new Error(`the function gave ${JSON.stringify(result)}, which has no score`);
  const { score, name: ownName } = read.data;
  const fullName = several && ownName !== undefined ? `${name}/${ownName}` : name;
  if (score === null) return { name: fullName, value: null, reason: "the function gave no score" };
  if (typeof score === "boolean") return { name: fullName, value: score ? 1 : 0, reason: null };
  if (typeof score !== "number")
    throw new Error(`the function gave ${JSON.stringify(score)}, which is no score`);
  return { name: fullName, value: score, reason: null };
}
