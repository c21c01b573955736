import { isRecord } from "../json/json.ts";
import type { JsonValue } from "../providers/provider.ts";
import { shown } from "../schema/mistake.ts";
import type { ItemScore, Scorer } from "../scorers/scorer.ts";
import type { ReadScorer } from "./load-suite.ts";

/** A scorer as code: the shape that autoevals and its kin have. */
type ScoreFunction = (item: {
  readonly input: Readonly<Record<string, JsonValue>>;
  readonly output: string;
  readonly expected: JsonValue | undefined;
}) => unknown;

/** Scorers that a module holds: functions, and whole scorers. Everything else is a mistake. */
export const codeScorer: ReadScorer = (config) => {
  if (isFunction(config)) return { scorer: scorerOf(config) };
  if (isScorer(config)) return { scorer: config };
  return {
    mistakes: [{ path: [], at: "value", text: "is no scorer of code: a function, or an object with score" }],
  };
};

function isFunction(value: unknown): value is ScoreFunction {
  return typeof value === "function";
}

function isScorer(value: unknown): value is Scorer {
  return isRecord(value) && typeof value["score"] === "function" && typeof value["name"] === "string";
}

function scorerOf(score: ScoreFunction): Scorer {
  return {
    name: score.name === "" ? "score" : score.name,
    binary: false,
    needsExpected: false,
    goodFor: "What its author wrote it for.",
    notFor: "Anything else: nobody has looked at it here.",
    score: async ({ input, output, expected }) => {
      const answer: unknown = await score({ input, output, expected });
      return [itemScoreOf(answer, score.name)];
    },
  };
}

/** `{ name, score }`, or a bare number or truth value. */
function itemScoreOf(answer: unknown, name: string): ItemScore {
  const value = isRecord(answer) ? answer["score"] : answer;
  const given = isRecord(answer) && typeof answer["name"] === "string" ? answer["name"] : name;
  if (typeof value === "boolean") return { name: given, value: value ? 1 : 0, reason: null };
  if (typeof value === "number") return { name: given, value, reason: null };
  return { name: given, value: null, reason: `the scorer answered ${shown(value)} and no number` };
}
