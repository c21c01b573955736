import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Call } from "@promptprof/model";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recorded } from "../recorded-io.case.ts";
import type { TopAnswer } from "../top/top-answer.ts";
import type { ImportReport } from "./import-report.ts";
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

describe.skipIf(missing.length > 0)(`20 months of aider calls go into the store (needs ${csvPath})`, () => {
  const mapPath = fileURLToPath(new URL("../../maps/aider.yaml", import.meta.url));
  let known: KnownAnswers;
  let folder: string;
  let first: ImportReport;

  const imported = async (): Promise<ImportReport> => {
    const argv = [
      "import",
      "--format",
      "csv",
      "--map",
      mapPath,
      "--project",
      "aider",
      "--data",
      folder,
      csvPath,
    ];
    const { code, stdout, stderr } = await recorded([...argv, "--json"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    return JSON.parse(stdout) as ImportReport;
  };
  const top = async (...options: string[]): Promise<TopAnswer> => {
    const argv = [
      "top",
      "--json",
      "--last",
      "all",
      "--limit",
      "1000",
      "--project",
      "aider",
      "--data",
      folder,
    ];
    return JSON.parse((await recorded([...argv, ...options])).stdout) as TopAnswer;
  };

  beforeAll(async () => {
    known = (JSON.parse(readFileSync(answersPath, "utf8")) as { aider_message_send: KnownAnswers })
      .aider_message_send;
    folder = mkdtempSync(join(tmpdir(), "promptprof-aider-"));
    first = await imported();
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("every row, and the ledger says so", () => {
    expect(first).toMatchObject({ rows: known.rows, sent: known.rows, rejected: 0, rejectedRows: [] });
    expect(first.ledger).toMatchObject({
      received: known.rows,
      stored: known.rows,
      duplicate: 0,
      rejected: {},
      waiting: 0,
    });
    expect(first.from).toBe(new Date(known.first_time_unix_s * 1000).toISOString());
    expect(first.to).toBe(new Date(known.last_time_unix_s * 1000).toISOString());
  });

  test("and the call that claims $9,990.01 is the first of those whose cost is wrong: it is $0.01262875", () => {
    const { worst, calls } = first.reportedCostDiffers;
    expect(worst[0]).toMatchObject({
      time: new Date(known.outlier.time_unix_s * 1000).toISOString(),
      model: known.outlier.main_model,
      inputTokens: known.outlier.prompt_tokens,
      outputTokens: known.outlier.completion_tokens,
      claimedNanoUsd: Math.round(Number(known.outlier.cost_usd) * 1e9),
      recomputedNanoUsd: Math.round(Number(known.outlier.cost_from_tokens_usd) * 1e9),
    });
    expect(worst[1]?.claimedNanoUsd).toBeLessThan(1e9);
    expect(calls).toBeGreaterThan(worst.length);
  });

  test("with the known totals, latencies of the rows that have one, and models", async () => {
    const { total, rows, groups } = await top();
    expect(total.calls).toBe(known.rows);
    expect(total.tokens).toMatchObject({
      input: known.sum.prompt_tokens,
      output: known.sum.completion_tokens,
    });
    expect(total.durationMs.n).toBe(known.latency_rows);
    // Sketched to 1 % at most where a rollup answers, exact where raw calls do.
    expect(
      (total.durationMs.p50 ?? 0) / 1000 / known.percentiles.latency_s_derived.p50.nearest_rank,
    ).toBeCloseTo(1, 1);
    expect(
      (total.durationMs.p95 ?? 0) / 1000 / known.percentiles.latency_s_derived.p95.nearest_rank,
    ).toBeCloseTo(1, 1);
    expect(groups.all).toBe(known.distinct_main_model);
    for (const [model, calls] of known.top_models) {
      expect(rows.find(({ name }) => name === model)?.calls).toBe(calls);
    }
    expect(rows.find(({ name }) => name === null)?.calls).toBe(22);
  });

  test("with the known calls in a month", async () => {
    const { total } = await top("--last", "31d", "--to", "2025-06-01");
    expect(total.calls).toBe(known.calls_per_month_utc["2025-05"]);
    expect(total.tokens.input + total.tokens.output).toBe(known.total_tokens_per_month_utc["2025-05"]);
  });

  test("and a second time nothing is stored twice", async () => {
    const { ledger, reportedCostDiffers } = await imported();
    expect(ledger).toMatchObject({
      received: known.rows,
      stored: 0,
      duplicate: known.rows,
      rejected: {},
      waiting: 0,
    });
    expect(reportedCostDiffers).toEqual(first.reportedCostDiffers);
    expect((await top()).total.calls).toBe(known.rows);
  }, 120_000);
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
  readonly first_time_unix_s: number;
  readonly last_time_unix_s: number;
  readonly total_tokens_per_month_utc: Readonly<Record<string, number>>;
  readonly percentiles: Readonly<
    Record<"latency_s_derived", Readonly<Record<"p50" | "p95", { readonly nearest_rank: number }>>>
  >;
  readonly outlier: {
    readonly time_unix_s: number;
    readonly main_model: string;
    readonly prompt_tokens: number;
    readonly completion_tokens: number;
    readonly cost_usd: string;
    readonly cost_from_tokens_usd: string;
  };
}

function sum(calls: readonly Call[], value: (call: Call) => number | null): number {
  return calls.reduce((total, call) => total + (value(call) ?? 0), 0);
}

function countBy<Key>(calls: readonly Call[], key: (call: Call) => Key): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const call of calls) counts.set(key(call), (counts.get(key(call)) ?? 0) + 1);
  return counts;
}
