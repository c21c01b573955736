import { isRecord } from "../json/json.ts";
import { functionScorer, type ScoreFunction } from "../scorers/function-scorer.ts";
import { makeScorer } from "../scorers/make-scorer.ts";
import { scored } from "../scorers/scored.ts";
import type { Scorer } from "../scorers/scorer.ts";
import type { ReadScorer } from "./load-suite.ts";

/** A scorer of a suite: a name with its configuration or, in a module, a function or a whole scorer. */
export const readScorer: ReadScorer = (config, context) => {
  if (isFunction(config)) {
    const name = config.name === "" ? "score" : config.name;
    return { scorer: scored(functionScorer(config, { name, options: {} })) };
  }
  return isScorer(config) ? { scorer: scored(config) } : makeScorer(config, context);
};

function isFunction(value: unknown): value is ScoreFunction {
  return typeof value === "function";
}

function isScorer(value: unknown): value is Scorer {
  return isRecord(value) && typeof value["score"] === "function" && typeof value["name"] === "string";
}
