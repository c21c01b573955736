import * as z from "zod";
import { askModel, lastObject, type AskedModel } from "./ask-model.ts";
import { askedThrough } from "./asked-through.ts";
import { expectedTexts } from "./expected-text.ts";
import { pairMessages, rubricMessages, type JudgeScale } from "./judge-messages.ts";
import type { ItemScore, Scorer, ToScore } from "./scorer.ts";
import type { ScorerContext } from "./scorer-kind.ts";

export interface JudgeConfig {
  readonly name?: string | undefined;
  /** Id of a provider of the suite. */
  readonly provider: string;
  /** In place of the provider's model. */
  readonly model?: string | undefined;
  readonly rubric: string;
  readonly mode: JudgeScale | "pair";
}

export const JudgeConfig: z.ZodType<JudgeConfig> = z.strictObject({
  name: z.string().min(1).optional(),
  provider: z.string().min(1).describe("id of a provider of the suite"),
  model: z.string().min(1).optional().describe("in place of the provider's model"),
  rubric: z.string().min(1).describe("the criteria, in words"),
  mode: z
    .enum(["pass", "grade", "pair"])
    .default("pass")
    .describe("met or not; a grade from 1 to 5; or against the expected text, asked in both orders"),
});

/**
 * A model's judgement, 0 to 1: `pass` 0 or 1, `grade` (grade - 1) / 4, `pair` 1 for better than the expected text,
 * 0 for worse, 0.5 for a tie. Where the two orders of a pair disagree, the place decided and not the answer: a tie.
 *
 * @throws Error for a provider that the suite does not have
 */
export function judgeScorer(config: JudgeConfig, context: ScorerContext): Scorer {
  const name = config.name ?? "judge";
  const asked = askedModel(config, context);
  return {
    name,
    binary: config.mode === "pass",
    needsExpected: config.mode === "pair",
    range: [0, 1],
    goodFor: "Free text, by criteria in words, where people agree with the judge (see its agreement).",
    notFor: "A gate without human labels; answers of the judge's own model family.",
    score: async (item) => {
      const within = { ...asked, provider: askedThrough(asked.provider, item) };
      return [await judge(name, config, within, item)];
    },
  };
}

function judge(name: string, config: JudgeConfig, asked: AskedModel, item: ToScore): Promise<ItemScore> {
  if (config.mode === "pair") return pairScore(name, config.rubric, asked, item);
  return rubricScore(name, config.rubric, config.mode, asked, item);
}

async function rubricScore(
  name: string,
  rubric: string,
  scale: JudgeScale,
  asked: AskedModel,
  { input, output, expected, signal }: ToScore,
): Promise<ItemScore> {
  const reference = expected === undefined ? null : expectedTexts(expected)[0];
  const reply = await askModel(asked, rubricMessages(rubric, scale, { input, output, reference }), signal);
  const answer = lastObject(reply);
  return { name, value: scale === "pass" ? passOf(answer) : gradeOf(answer), reason: reasonOf(answer) };
}

async function pairScore(
  name: string,
  rubric: string,
  asked: AskedModel,
  { input, output, expected, signal }: ToScore,
): Promise<ItemScore> {
  const value = await comparePair(asked, rubric, { input, a: output, b: expectedTexts(expected)[0] }, signal);
  return {
    name,
    value: value.preferred,
    reason: value.consistent ? null : "the judge prefers a place, not an answer",
  };
}

export interface Pair {
  readonly input: ToScore["input"];
  readonly a: string;
  readonly b: string;
}

export interface Preference {
  /** 1 = a, 0 = b, 0.5 = neither. */
  readonly preferred: 0 | 0.5 | 1;
  /** Both orders gave the same; where not, neither is preferred. */
  readonly consistent: boolean;
  /** What was said with a first, and with b first. */
  readonly asked: readonly [Choice, Choice];
}

export type Choice = "a" | "b" | "tie";

/** Asks twice, the second time in the other order. */
export async function comparePair(
  asked: AskedModel,
  rubric: string,
  { input, a, b }: Pair,
  signal: AbortSignal,
): Promise<Preference> {
  const choose = async (first: string, second: string): Promise<Choice> =>
    choiceOf(lastObject(await askModel(asked, pairMessages(rubric, input, first, second), signal)));
  const forwards = await choose(a, b);
  const backwards = turned(await choose(b, a));
  const consistent = forwards === backwards;
  const values = { a: 1, b: 0, tie: 0.5 } as const;
  return { preferred: consistent ? values[forwards] : 0.5, consistent, asked: [forwards, backwards] };
}

function turned(choice: Choice): Choice {
  if (choice === "tie") return "tie";
  return choice === "a" ? "b" : "a";
}

function askedModel({ provider, model }: JudgeConfig, context: ScorerContext): AskedModel {
  const asked = context.provider(provider);
  if (asked === undefined) throw new Error(`the suite has no provider ${JSON.stringify(provider)}`);
  const name = model ?? asked.model;
  if (name === null) throw new Error(`neither the judge nor its provider ${provider} names a model`);
  return { ...asked, model: name };
}

type Answer = Readonly<Record<string, unknown>>;

function passOf({ pass }: Answer): number {
  if (typeof pass !== "boolean")
    throw new Error(`the judge answered ${JSON.stringify(pass)} where true or false is right`);
  return pass ? 1 : 0;
}

function gradeOf({ grade }: Answer): number {
  if (typeof grade !== "number" || !Number.isInteger(grade) || grade < 1 || grade > 5)
    throw new Error(`the judge answered ${JSON.stringify(grade)} where a grade from 1 to 5 is right`);
  return (grade - 1) / 4;
}

function choiceOf({ better }: Answer): Choice {
  if (better === "A") return "a";
  if (better === "B") return "b";
  if (better === "tie") return "tie";
  throw new Error(`the judge answered ${JSON.stringify(better)} where "A", "B" or "tie" is right`);
}

function reasonOf({ reason }: Answer): string | null {
  return typeof reason === "string" ? reason : null;
}
