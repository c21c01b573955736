import { createHash } from "node:crypto";
import { fieldsOf, isRecord, itemsOf, parsedJson, textIn, type Fields } from "../json/json.ts";
import type { Outcome, Usage } from "../providers/provider.ts";
import { outcomePricer } from "../run/price-outcome.ts";
import type { Run, RunItem } from "../run/run.ts";
import type { ItemScore } from "../scorers/scorer.ts";
import { caseName } from "./case-name.ts";

/** Versions of the summary that are read; older ones have another shape. */
const VERSIONS: ReadonlySet<unknown> = new Set([3, 4]);

export interface ReadResults {
  readonly run: Run;
  /** Replies from promptfoo's cache: their durations are no measurements. */
  readonly cached: number;
}

/**
 * A run of what `promptfoo eval --output results.json` wrote. Costs are priced anew from the tokens: promptfoo gives a
 * total alone, and 0 where it does not know.
 *
 * @returns the mistake, in one line, for a text that is no such file
 */
export function readResults(file: string, text: string): ReadResults | { readonly mistake: string } {
  const output = parsedJson(text);
  const { results: summary, evalId, config } = fieldsOf(output);
  const { version, results, timestamp } = fieldsOf(summary);
  if (!isRecord(output) || !Array.isArray(results))
    return {
      mistake: `${file}: no results of promptfoo; write them with promptfoo eval --output results.json`,
    };
  if (!VERSIONS.has(version))
    return { mistake: `${file}: results of version ${JSON.stringify(version)}; versions 3 and 4 are read` };
  const startedAt = Date.parse(textIn(timestamp));
  if (Number.isNaN(startedAt)) return { mistake: `${file}: the results have no timestamp` };
  const items = withRepeats(itemsOf(results).map((result) => itemOf(result, startedAt)));
  const names = [...new Set(items.flatMap(({ scores }) => scores.map(({ name }) => name)))];
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 12);
  const run: Run = {
    id: textIn(evalId) || hash,
    suite: { name: textIn(fieldsOf(config)["description"]) || "promptfoo", file, hash },
    base: null,
    head: textIn(evalId) || "promptfoo",
    startedAt,
    endedAt: startedAt + Math.max(0, ...items.map(({ outcome }) => outcome.durationMs)),
    seed: 0,
    ended: "complete",
    replayed: file,
    prompts: [],
    unchanged: [],
    scorers: names.map((name) => ({
      name,
      binary: name === "pass",
      goodFor: "What promptfoo's assertions say.",
      notFor: "What they leave out.",
    })),
    items,
  };
  return {
    run,
    cached: itemsOf(results).filter(({ response }) => fieldsOf(response)["cached"] === true).length,
  };
}

const priced = outcomePricer([]);

function itemOf(result: Fields, startedAt: number): RunItem {
  const { provider: given, prompt: stated, testCase, vars, promptId } = result;
  const { id, label } = fieldsOf(given);
  const [provider, model] = splitId(textIn(id));
  const prompt = textIn(fieldsOf(stated)["label"]) || textIn(fieldsOf(stated)["raw"]);
  const name = caseName(fieldsOf(testCase)["description"], fieldsOf(vars));
  const outcome = outcomeOf(result);
  return {
    side: "head",
    prompt,
    version: textIn(promptId).slice(0, 12) || createHash("sha256").update(prompt).digest("hex").slice(0, 12),
    provider: textIn(label) || textIn(id),
    model,
    case: name,
    cluster: name,
    repeat: 0,
    tags: Object.fromEntries(
      Object.entries(fieldsOf(fieldsOf(testCase)["metadata"])).flatMap(([key, value]) =>
        typeof value === "string" ? [[key, value]] : [],
      ),
    ),
    startedAt,
    outcome,
    ...priced(outcome, provider === "" ? null : provider, model, startedAt),
    segments: [],
    scores: outcome.kind === "failure" ? [] : scoresOf(result),
  };
}

/** `openai:chat:gpt-5` is gpt-5 of openai. */
function splitId(id: string): readonly [provider: string, model: string] {
  const parts = id.split(":");
  return parts.length < 2 ? ["", id] : [parts[0] ?? "", parts.at(-1) ?? ""];
}

function outcomeOf(result: Fields): Outcome {
  const response = fieldsOf(result["response"]);
  const durationMs = numberIn(result["latencyMs"]) ?? 0;
  const error = textIn(result["error"]);
  const output = response["output"];
  // promptfoo puts a failed assertion's reason under error too; failureReason 2 is a call that failed.
  if (result["failureReason"] === 2 || output === undefined || output === null)
    return {
      kind: "failure",
      errorClass: "other",
      message: error.split("\n")[0] || "no output",
      httpStatus: null,
      durationMs,
      attempts: 1,
    };
  return {
    kind: "reply",
    text: typeof output === "string" ? output : JSON.stringify(output),
    toolCalls: [],
    finishReason: textIn(response["finishReason"]) || null,
    responseModel: null,
    usage: usageOf(fieldsOf(response["tokenUsage"])),
    ttftMs: null,
    durationMs,
    attempts: 1,
  };
}

/** promptfoo writes 0 where nothing was reported: no call has 0 tokens on both sides. */
function usageOf({ prompt, completion }: Fields): Usage {
  const unknown = !numberIn(prompt) && !numberIn(completion);
  return {
    inputTokens: unknown ? null : numberIn(prompt),
    cacheReadTokens: null,
    cacheWriteTokens: null,
    outputTokens: unknown ? null : numberIn(completion),
    reasoningTokens: null,
  };
}

function scoresOf({ success, score, namedScores }: Fields): readonly ItemScore[] {
  const named = Object.entries(fieldsOf(namedScores)).map(([name, value]) => scoreOf(name, numberIn(value)));
  return [
    scoreOf("pass", typeof success === "boolean" ? Number(success) : null),
    scoreOf("score", numberIn(score)),
    ...named,
  ];
}

function scoreOf(name: string, value: number | null): ItemScore {
  return { name, value, reason: value === null ? "promptfoo gave no value" : null };
}

function numberIn(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** The same case, prompt and provider again is the next repeat. */
function withRepeats(items: readonly RunItem[]): readonly RunItem[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const key = JSON.stringify([item.prompt, item.provider, item.case]);
    const repeat = seen.get(key) ?? 0;
    seen.set(key, repeat + 1);
    return { ...item, repeat };
  });
}
