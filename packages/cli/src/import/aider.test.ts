import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Call } from "@promptprof/model";
import { beforeAll, describe, expect, test } from "vitest";
import { bindColumns } from "./map/bind-columns.ts";
import { readColumnMap } from "./map/read-column-map.ts";
import { readCsv } from "./read-csv.ts";
import { rowToCall } from "./row-to-call.ts";

const shared = new URL("../../../../../shared/data/", import.meta.url);
const csvPath = fileURLToPath(new URL("traces/aider_message_send.csv", shared));
const answersPath = fileURLToPath(new URL("known-answers.json", shared));
const missing = [csvPath, answersPath].filter((path) => !existsSync(path));

describe.skipIf(missing.length > 0)(`20 months of aider calls become calls (needs ${csvPath})`, () => {
  const calls: Call[] = [];
  let known: KnownAnswers;

  beforeAll(async () => {
    known = (JSON.parse(readFileSync(answersPath, "utf8")) as { aider_message_send: KnownAnswers })
      .aider_message_send;
    const mapPath = new URL("../../maps/aider.yaml", import.meta.url);
    const map = readColumnMap(readFileSync(mapPath, "utf8"), "aider.yaml");
    const records = readCsv(csvPath, ",");
    const header = (await records.next()).value?.fields ?? [];
    const fieldOf = bindColumns(map, header, csvPath);
    for await (const { fields } of records) {
      const outcome = rowToCall(fields, calls.length + 1, map, fieldOf, "aider");
      if (outcome.kind === "call") calls.push(outcome.call);
    }
  });

  test("all of them, with the known sums of tokens and claimed cost", () => {
    expect(calls).toHaveLength(known.rows);
    expect(sum(calls, (call) => call.inputTokens)).toBe(known.sum.prompt_tokens);
    expect(sum(calls, (call) => call.outputTokens)).toBe(known.sum.completion_tokens);
    expect(sum(calls, (call) => call.reportedCostNanoUsd)).toBe(known.cost_nano_usd_total);
  });

  test("a zero of tokens is a reported zero, a zero of cost tells nothing, an empty latency is unknown", () => {
    expect(calls.filter((call) => call.outputTokens === 0)).toHaveLength(known.rows_with_zero_completion);
    expect(calls.filter((call) => call.inputTokens === 0)).toHaveLength(known.rows_with_zero_prompt);
    expect(calls.filter((call) => call.reportedCostNanoUsd === null)).toHaveLength(known.rows_with_cost_zero);
    expect(calls.filter((call) => call.durationMs !== null)).toHaveLength(known.latency_rows);
  });

  test("in the known months", () => {
    const months = countBy(calls, (call) => new Date(call.startTime).toISOString().slice(0, 7));
    expect(Object.fromEntries(months)).toEqual(known.calls_per_month_utc);
  });

  test("by the known models, None being the only name that is none", () => {
    const models = countBy(calls, (call) => call.requestModel);
    expect(models.size).toBe(known.distinct_main_model);
    expect(models.get(null)).toBe(22);
    for (const [model, rows] of known.top_models) expect(models.get(model)).toBe(rows);
  });

  test("each with ids of its own", () => {
    expect(new Set(calls.map((call) => call.traceId)).size).toBe(known.rows);
  });
});

interface KnownAnswers {
  readonly rows: number;
  readonly sum: { readonly prompt_tokens: number; readonly completion_tokens: number };
  readonly cost_nano_usd_total: number;
  readonly rows_with_zero_completion: number;
  readonly rows_with_zero_prompt: number;
  readonly rows_with_cost_zero: number;
  readonly latency_rows: number;
  readonly calls_per_month_utc: Readonly<Record<string, number>>;
  readonly distinct_main_model: number;
  readonly top_models: readonly [string, number][];
}

function sum(calls: readonly Call[], value: (call: Call) => number | null): number {
  return calls.reduce((total, call) => total + (value(call) ?? 0), 0);
}

function countBy<Key>(calls: readonly Call[], key: (call: Call) => Key): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const call of calls) counts.set(key(call), (counts.get(key(call)) ?? 0) + 1);
  return counts;
}
