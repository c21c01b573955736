import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../json/json.ts";
import type { JsonValue } from "../providers/provider.ts";
import { textOfValue } from "../scorers/expected-text.ts";
import { jsonInside, parsed } from "../scorers/json-in.ts";
import { schemaCheck } from "../scorers/json-schema.ts";
import { regexScorer } from "../scorers/regex.ts";
import type { ToScore } from "../scorers/scorer.ts";
import { BLEU_DEFAULTS, bleuCounts, bleuOf } from "../scorers/text/bleu.ts";
import { rouge } from "../scorers/text/rouge.ts";
import { passed, reached, type Asserted, type Assertion } from "./assertion.ts";
import { levenshtein } from "./levenshtein.ts";
import { runExpression } from "./run-expression.ts";

/** An assertion's value is filled in already. */
type Check = (item: ToScore, assertion: Assertion) => Asserted | Promise<Asserted>;

/** Assertions that need nothing but the reply, by promptfoo's name, with promptfoo's thresholds where none is given. */
export const CHECKS: Readonly<Record<string, Check>> = {
  equals: ({ output }, { value }) => passed(isEqual(output, value)),
  contains: ({ output }, assertion) => passed(output.includes(textOf(assertion))),
  icontains: ({ output }, assertion) => passed(lower(output).includes(lower(textOf(assertion)))),
  "contains-any": ({ output }, assertion) => passed(textsOf(assertion).some((text) => output.includes(text))),
  "contains-all": ({ output }, assertion) =>
    passed(textsOf(assertion).every((text) => output.includes(text))),
  "icontains-any": ({ output }, assertion) =>
    passed(textsOf(assertion).some((text) => lower(output).includes(lower(text)))),
  "icontains-all": ({ output }, assertion) =>
    passed(textsOf(assertion).every((text) => lower(output).includes(lower(text)))),
  "starts-with": ({ output }, assertion) => passed(output.startsWith(textOf(assertion))),
  regex: async (item, assertion) => {
    const [score] = await regexScorer({ pattern: textOf(assertion), flags: "" }).score(item);
    return passed(score?.value === 1);
  },
  "is-json": ({ output }, { value }) => fits([parsed(output)], value),
  "contains-json": ({ output }, { value }) => fits([...jsonInside(output)], value),
  javascript: async ({ output, input }, assertion) => {
    const globals = { output, context: { vars: input } };
    return assertedOf(await runExpression(textOf(assertion), globals), assertion.threshold);
  },
  latency: ({ reply }, { threshold }) => passed(reply.durationMs <= needed(threshold, "latency")),
  levenshtein: ({ output }, assertion) =>
    passed(levenshtein(output, textOf(assertion)) <= (assertion.threshold ?? 5)),
  "rouge-n": ({ output }, assertion) =>
    reached(rouge("rouge1", output, textOf(assertion), false).f1, assertion.threshold ?? 0.75),
  bleu: ({ output }, assertion) => {
    const options = { ...BLEU_DEFAULTS, effectiveOrder: true };
    const { score } = bleuOf(bleuCounts(output, textsOf(assertion), options), options);
    return reached(Math.min(1, score / 100), assertion.threshold ?? 0.5);
  },
};

function isEqual(output: string, value: JsonValue | undefined): boolean {
  if (typeof value === "object" && value !== null) return isDeepStrictEqual(parsed(output), value);
  return value !== undefined && output === textOfValue(value);
}

function fits(found: readonly (JsonValue | undefined)[], schema: JsonValue | undefined): Asserted {
  const values = found.filter((value) => value !== undefined);
  if (values.length === 0) return { pass: false, score: 0, reason: "there is no JSON" };
  if (!isRecord(schema)) return passed(true);
  const mistakes = values.map(schemaCheck(schema, "."));
  const pass = mistakes.includes(null);
  return { pass, score: pass ? 1 : 0, reason: pass ? null : (mistakes[0] ?? null) };
}

/** A boolean, a number from the threshold on (else above 0), or `{ pass, score, reason }`. */
function assertedOf(result: unknown, threshold: number | null): Asserted {
  if (typeof result === "boolean") return passed(result);
  if (typeof result === "number")
    return { pass: threshold === null ? result > 0 : result >= threshold, score: result, reason: null };
  if (!isRecord(result))
    throw new Error("the assertion gave neither a boolean, a number nor { pass, score }");
  const { pass, score, reason } = result;
  const isPass = pass === true;
  return {
    pass: isPass,
    score: typeof score === "number" ? score : Number(isPass),
    reason: typeof reason === "string" ? reason : null,
  };
}

function textOf({ type, value }: Assertion): string {
  if (value === undefined) throw new Error(`${type} needs a value`);
  return textOfValue(value);
}

function textsOf({ type, value }: Assertion): readonly [string, ...string[]] {
  const list: readonly JsonValue[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  const [first, ...rest] = list.map(textOfValue);
  if (first === undefined) throw new Error(`${type} needs values`);
  return [first, ...rest];
}

function needed(threshold: number | null, type: string): number {
  if (threshold === null) throw new Error(`${type} needs a threshold`);
  return threshold;
}

function lower(text: string): string {
  return text.toLowerCase();
}
