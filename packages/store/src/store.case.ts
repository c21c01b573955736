import { costOf, type Call } from "@promptprof/model";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anyCall } from "./arbitrary-call.case.ts";
import { callWith, DAY, HOUR, received, UNKNOWN, YESTERDAY } from "./call-with.case.ts";
import { correctionCases } from "./corrections.case.ts";
import { storeOn } from "./engine-store.ts";
import { explorerCases } from "./explorer.case.ts";
import type { Engine } from "./engine.ts";
import { scoreCases } from "./scores.case.ts";
import { segmentCases } from "./segments.case.ts";
import { END_OF_TIME_MS } from "./storable-time.ts";
import { CursorError } from "./store-error.ts";
import type { CallSelection, Store } from "./store.ts";

/** Every engine passes these. `open` gives an engine without any table. */
export function storeCases(engineName: string, open: () => Promise<Engine>): void {
  describe(`a store on ${engineName}`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await storeOn(await open());
    });
    afterAll(() => store.close());

    insertCases(() => store);
    answerCases(() => store);
    pageCases(() => store);
    ledgerCases(() => store);
    correctionCases(() => store);
    scoreCases(() => store);
    explorerCases(() => store);
    segmentCases(() => store);
  });
}

/** Yesterday, in the project of one test. */
function inProject(project: string, more: Partial<CallSelection> = {}): CallSelection {
  return { project, from: YESTERDAY, to: YESTERDAY + DAY, ...more };
}

function insertCases(store: () => Store): void {
  test("gives back any call as it was", async () => {
    const calls = fc.sample(anyCall("as it was"), { numRuns: 150, seed: 1 });
    await store().insert(received(calls));
    const page = await store().calls({ ...inProject("as it was"), limit: 1000, cursor: null });
    expect(bySpan(page.calls)).toEqual(bySpan(calls));
  });

  test("finds a call again by any text", async () => {
    const calls = fc.sample(anyCall("any text"), { numRuns: 40, seed: 2 });
    await store().insert(received(calls));
    for (const { prompt, version, team, spanId } of calls) {
      const selection = inProject("any text", { prompt, version, team });
      const page = await store().calls({ ...selection, limit: 1000, cursor: null });
      expect(page.calls.map((call) => call.spanId)).toContain(spanId);
    }
  });

  test("stores a call once, whatever comes how often", async () => {
    const call = callWith({ project: "once" });
    const [batch, later] = [YESTERDAY * 1000 + 1, YESTERDAY * 1000 + 2];
    expect(await store().insert(received([call, call], batch))).toEqual({ stored: 1, duplicate: 1 });
    expect(await store().insert(received([call], batch))).toEqual({ stored: 1, duplicate: 0 });
    expect(await store().insert(received([call], later))).toEqual({ stored: 0, duplicate: 1 });
    expect((await store().totals(inProject("once"))).current.calls).toBe(1);
  });

  test("stores a call once when it is inserted from several sides at once", async () => {
    const calls = [callWith({ project: "at once" }), callWith({ project: "at once" })];
    const batches = [1, 2, 3].map((n) => YESTERDAY * 1000 + n);
    const outcomes = await Promise.all(batches.map((batch) => store().insert(received(calls, batch))));
    expect(outcomes).toEqual([
      { stored: 2, duplicate: 0 },
      { stored: 0, duplicate: 2 },
      { stored: 0, duplicate: 2 },
    ]);
    expect((await store().totals(inProject("at once"))).current.calls).toBe(2);
  });

  test("adds what is new of a batch that is half there", async () => {
    const [first, second] = [callWith({ project: "half" }), callWith({ project: "half" })];
    await store().insert(received([first]));
    expect(await store().insert(received([first, second]))).toEqual({ stored: 2, duplicate: 0 });
    expect((await store().totals(inProject("half"))).current.calls).toBe(2);
  });

  test("takes the same span id of another trace for another call", async () => {
    const call = callWith({ project: "traces" });
    await store().insert(received([call]));
    const other = { ...call, traceId: "f".repeat(32) };
    expect(await store().insert(received([other]))).toEqual({ stored: 1, duplicate: 0 });
  });

  test("takes an import of ten years in one insert, and answers for all of it", async () => {
    const from = YESTERDAY - 120 * 30 * DAY;
    const startTimes = Array.from({ length: 120 }, (_, i) => from + i * 30 * DAY);
    const calls = startTimes.map((startTime) => callWith({ project: "import", startTime }));
    expect(await store().insert(received(calls, Date.now() * 1000))).toEqual({ stored: 120, duplicate: 0 });
    const { current, source } = await store().totals(inProject("import", { from }));
    expect(current.calls).toBe(120);
    expect(source).toEqual({ table: "calls", step: 0, quantileError: 0, from, to: YESTERDAY + DAY });
  });

  test("keeps calls from the first to the last moment that it can store", async () => {
    const moments = [0, 0.001, 86_400_000, 999_999_999_999, END_OF_TIME_MS - 1];
    const calls = moments.map((startTime) => callWith({ project: "moments", startTime }));
    await store().insert(received(calls, Date.now() * 1000));
    const all = { project: "moments", from: 0, to: END_OF_TIME_MS };
    const page = await store().calls({ ...all, limit: 10, cursor: null });
    expect(page.calls.map(({ startTime }) => startTime)).toEqual(moments.toReversed());
    expect((await store().totals(all)).current.calls).toBe(moments.length);
  });

  test("takes no calls", async () => {
    expect(await store().insert([])).toEqual({ stored: 0, duplicate: 0 });
  });
}

function answerCases(store: () => Store): void {
  test("sums what is known and counts what is not", async () => {
    const project = "sums";
    const failed = callWith({ project, errorClass: "timeout" });
    await store().insert(received([callWith({ project }), failed, callWith({ project, ...UNKNOWN })]));
    const { current, previous } = await store().totals(inProject(project));
    expect(current).toEqual({
      calls: 3,
      errors: 1,
      tokens: { input: 2000, cacheRead: 400, cacheWrite: 0, output: 140, reasoning: 0 },
      callsWithoutTokens: 1,
      costNanoUsd: { input: 1_600_000, cacheRead: 40_000, cacheWrite: 0, output: 280_000, total: 1_920_000 },
      unpricedCalls: 1,
      partlyPricedCalls: 0,
      estimated: { calls: 0, inputTokens: 0, outputTokens: 0, costNanoUsd: 0 },
      durationMs: { n: 2, p50: 1200, p95: 1200, p99: 1200 },
      ttftMs: { n: 2, p50: 300, p95: 300, p99: 300 },
      tpotMs: { n: 2, p50: 12.5, p95: 12.5, p99: 12.5 },
    });
    expect(previous.calls).toBe(0);
    expect(previous.durationMs).toEqual({ n: 0, p50: null, p95: null, p99: null });
  });

  test("says how much of its sums was estimated and which calls have a price in part alone", async () => {
    const project = "doubts";
    const partly = {
      status: "partly",
      row: "a/b",
      effectiveFrom: null,
      reason: "absent_output_tokens",
    } as const;
    await store().insert(
      received([
        callWith({ project, tokenSource: "estimated" }),
        callWith({ project, pricing: partly }),
        callWith({ project }),
      ]),
    );
    const { current } = await store().totals(inProject(project));
    expect(current.partlyPricedCalls).toBe(1);
    expect(current.estimated).toEqual({
      calls: 1,
      inputTokens: 1000,
      outputTokens: 70,
      costNanoUsd: 960_000,
    });
    expect(current.tokens.input).toBe(3000);
  });

  test("says which calls have no price or one in part, and which tokens hang on it", async () => {
    const project = "unpriced";
    const without = (reason: string, status: "unpriced" | "partly"): Partial<Call> => ({
      project,
      ...(status === "unpriced" && { costNanoUsd: null }),
      pricing: { status, row: null, effectiveFrom: null, reason },
    });
    await store().insert(
      received([
        callWith({ ...without("unknown_model", "unpriced"), responseModel: null, requestModel: "llama" }),
        callWith({ ...without("unknown_model", "unpriced"), responseModel: null, requestModel: "llama" }),
        callWith({ ...without("absent_output_tokens", "partly"), outputTokens: null }),
        callWith({ ...without("failed_without_tokens", "unpriced"), inputTokens: null, outputTokens: null }),
        callWith({ project }),
      ]),
    );
    const { groups } = await store().unpriced({ project, from: YESTERDAY, to: YESTERDAY + DAY });
    const openai = { provider: "openai", model: "gpt-5-mini-2026-02-01" };
    expect(groups).toEqual([
      {
        reason: "unknown_model",
        provider: "openai",
        model: "llama",
        calls: 2,
        callsWithoutTokens: 0,
        inputTokens: 2000,
        outputTokens: 140,
      },
      {
        reason: "absent_output_tokens",
        ...openai,
        calls: 1,
        callsWithoutTokens: 0,
        inputTokens: 1000,
        outputTokens: 0,
      },
      {
        reason: "failed_without_tokens",
        ...openai,
        calls: 1,
        callsWithoutTokens: 1,
        inputTokens: 0,
        outputTokens: 0,
      },
    ]);
  });

  test("sums money exactly, up to 2^53 nano-dollars", async () => {
    const costNanoUsd = costOf({ input: 2 ** 51 + 1, cacheRead: 0, cacheWrite: 0, output: 0 });
    await store().insert(received([1, 2, 3].map(() => callWith({ project: "money", costNanoUsd }))));
    const { current } = await store().totals(inProject("money"));
    expect(current.costNanoUsd.total).toBe(3 * (2 ** 51 + 1));
  });

  test("compares a range with the equally long one before", async () => {
    const starts = [YESTERDAY - 1, YESTERDAY - HOUR, YESTERDAY, YESTERDAY + HOUR - 1];
    await store().insert(received(starts.map((startTime) => callWith({ project: "before", startTime }))));
    const { current, previous } = await store().totals(inProject("before", { to: YESTERDAY + HOUR }));
    expect([current.calls, previous.calls]).toEqual([2, 2]);
  });

  test("chooses calls by every dimension, and by having none", async () => {
    const project = "dimensions";
    const none = { environment: null, service: null, team: null, prompt: null, version: null };
    await store().insert(
      received([
        callWith({ project }),
        callWith({ project, ...none, requestModel: null, responseModel: null }),
        callWith({ project, responseModel: null }),
      ]),
    );
    const count = async (more: Partial<CallSelection>): Promise<number> =>
      (await store().totals(inProject(project, more))).current.calls;
    expect(await count({})).toBe(3);
    const named = { environment: "production", service: "support", team: "care", prompt: "answer" };
    expect(await count(named)).toBe(2);
    expect(await count({ version: "v1", model: "gpt-5-mini" })).toBe(1);
    expect(await count({ version: "v2" })).toBe(0);
    expect(await count({ ...none, model: null })).toBe(1);
  });

  test("answers where there is nothing", async () => {
    const nothing = inProject("nothing");
    expect((await store().prompts({ ...nothing, trendPoints: 5 })).prompts).toEqual([]);
    expect((await store().versions(nothing)).versions).toEqual([]);
    const series = { ...nothing, metric: "cost", step: HOUR, by: "model", top: 5, now: YESTERDAY } as const;
    expect(await store().series(series)).toMatchObject({ points: [], groups: { shown: 0, all: 0 } });
    expect((await store().totals({ ...nothing, to: nothing.from })).current.calls).toBe(0);
  });

  test("lists prompts by cost, and models where calls have no prompt", async () => {
    const project = "prompts";
    const costly = costOf({ input: 5_000_000, cacheRead: 0, cacheWrite: 0, output: 0 });
    const bare = { project, prompt: null, version: null, responseModel: null } as const;
    await store().insert(
      received([
        callWith({ project, prompt: "cheap", startTime: YESTERDAY + 1 }),
        callWith({ project, prompt: "cheap", version: "v2", startTime: YESTERDAY + DAY - 1, durationMs: 9 }),
        callWith({ project, prompt: "dear", costNanoUsd: costly }),
        callWith({ ...bare, requestModel: "llama" }),
        callWith({ ...bare, requestModel: null, costNanoUsd: null }),
      ]),
    );
    const { prompts, source } = await store().prompts({ ...inProject(project), trendPoints: 4 });
    expect(prompts.map((row) => [row.prompt, row.model, row.calls, row.versions, row.lastVersion])).toEqual([
      ["dear", null, 1, 1, "v1"],
      ["cheap", null, 2, 2, "v2"],
      [null, "llama", 1, 0, null],
      [null, null, 1, 0, null],
    ]);
    expect(prompts[1]).toMatchObject({
      firstSeen: YESTERDAY + 1,
      lastSeen: YESTERDAY + DAY - 1,
      trend: { step: DAY / 4, calls: [1, 0, 0, 1], p95Ms: [1200, null, null, 9] },
    });
    const range = { from: YESTERDAY, to: YESTERDAY + DAY };
    expect(source).toEqual({ table: "calls", step: 0, quantileError: 0, ...range });
  });

  test("tells versions apart, the newest first, with their models", async () => {
    const project = "versions";
    await store().insert(
      received([
        callWith({ project, version: "old", responseModel: null }),
        callWith({ project, version: "old" }),
        callWith({ project, version: "new" }),
      ]),
    );
    const { versions } = await store().versions(inProject(project, { prompt: "answer" }));
    expect(versions.map(({ version, calls, models }) => [version, calls, models])).toEqual([
      ["new", 1, ["gpt-5-mini-2026-02-01"]],
      ["old", 2, ["gpt-5-mini", "gpt-5-mini-2026-02-01"]],
    ]);
  });

  test("draws a metric over time by group, and says which points are cut", async () => {
    const project = "series";
    await store().insert(
      received([
        callWith({ project, startTime: YESTERDAY + HOUR, errorClass: "timeout" }),
        callWith({ project, startTime: YESTERDAY + HOUR + 1, version: "v2" }),
        callWith({ project, startTime: YESTERDAY + 2 * HOUR }),
        callWith({ project, startTime: YESTERDAY + 3 * HOUR, version: null }),
      ]),
    );
    const values = { p50: 1200, p95: 1200, p99: 1200, mean: 1200 };
    const question = { ...inProject(project), step: HOUR, now: YESTERDAY + DAY, top: 2, by: null };
    const byVersion = { ...question, from: YESTERDAY + HOUR + 1, top: 3, by: "version" } as const;
    expect(await store().series({ ...byVersion, metric: "durationMs" })).toMatchObject({
      points: [
        { time: YESTERDAY + HOUR, group: "v2", n: 1, values, partial: true },
        { time: YESTERDAY + 2 * HOUR, group: "v1", n: 1, values, partial: false },
        { time: YESTERDAY + 3 * HOUR, group: null, n: 1, values, partial: false },
      ],
      groups: { shown: 3, all: 3 },
    });
    const one = await store().series({ ...byVersion, top: 1, metric: "calls" });
    expect(one.groups).toEqual({ shown: 1, all: 3 });
    const errors = await store().series({ ...question, now: YESTERDAY + 3 * HOUR, metric: "errors" });
    expect(errors.points).toEqual([
      { time: YESTERDAY + HOUR, group: null, n: 2, values: { rate: 0.5, timeout: 1 }, partial: false },
      { time: YESTERDAY + 2 * HOUR, group: null, n: 1, values: { rate: 0 }, partial: false },
      { time: YESTERDAY + 3 * HOUR, group: null, n: 1, values: { rate: 0 }, partial: true },
    ]);
  });

  test("knows no value of a point whose calls have none, and does not say 0", async () => {
    const project = "unknown points";
    await store().insert(received([callWith({ project, ...UNKNOWN })]));
    const question = { ...inProject(project), step: DAY, by: null, top: 1, now: YESTERDAY + DAY };
    const point = async (metric: "durationMs" | "tokens" | "cost"): Promise<unknown> =>
      (await store().series({ ...question, metric })).points[0];
    const latencies = { p50: null, p95: null, p99: null, mean: null };
    expect(await point("durationMs")).toMatchObject({ n: 0, values: latencies });
    expect(await point("tokens")).toMatchObject({ n: 0, values: { input: null, output: null } });
    expect(await point("cost")).toMatchObject({ n: 0, values: { total: null } });
  });
}

function pageCases(store: () => Store): void {
  test("pages through calls that started in the same moment, newest first", async () => {
    const starts = Array.from({ length: 25 }, (_, i) => YESTERDAY + Math.floor(i / 10));
    const calls = starts.map((startTime) => callWith({ project: "pages", startTime }));
    await store().insert(received(calls));
    const pages: Call[][] = [];
    let cursor: string | null = null;
    do {
      const page = await store().calls({ ...inProject("pages"), limit: 7, cursor });
      pages.push([...page.calls]);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(pages.map((page) => page.length)).toEqual([7, 7, 7, 4]);
    expect(bySpan(pages.flat())).toEqual(bySpan(calls));
    expect(pages.flat().map(({ startTime }) => startTime)).toEqual(starts.toSorted((a, b) => b - a));
  });

  test("has no next page after a full last one", async () => {
    const project = "full page";
    await store().insert(received([callWith({ project }), callWith({ project })]));
    expect((await store().calls({ ...inProject(project), limit: 2, cursor: null })).nextCursor).toBeNull();
  });

  test("shows the calls on which a rule fired", async () => {
    const noted = callWith({ project: "notes", notes: ["reported_cost_differs"] });
    await store().insert(received([noted, callWith({ project: "notes" })]));
    const question = { ...inProject("notes"), limit: 10, cursor: null };
    expect((await store().calls({ ...question, note: "reported_cost_differs" })).calls).toEqual([noted]);
  });

  test.each(["", "x", "W10", Buffer.from("1-2-3").toString("base64url")])(
    "refuses the cursor %j",
    async (cursor) => {
      const question = { ...inProject("any"), limit: 1, cursor };
      await expect(store().calls(question)).rejects.toThrow(CursorError);
    },
  );
}

function ledgerCases(store: () => Store): void {
  test("keeps a ledger by hour of receipt, adding a token once", async () => {
    const hour = YESTERDAY - 10 * DAY;
    const receivedAt = hour + 5;
    const additions = [
      { kind: "received", reason: "", receivedAt, n: 7 },
      { kind: "received", reason: "", receivedAt: hour + HOUR, n: 100 },
      { kind: "rejected", reason: "bad 'time'", receivedAt, n: 2 },
      { kind: "duplicate", reason: "same_span", receivedAt, n: 1 },
      { kind: "duplicate", reason: "attempt", receivedAt, n: 1 },
      { kind: "not_call", reason: "", receivedAt, n: 30 },
      { kind: "client_drop", reason: "", receivedAt, n: 4 },
    ] as const;
    await store().recordLedger("batch-1", additions);
    await store().recordLedger("batch-1", additions);
    await store().recordLedger("batch-2", [{ kind: "received", reason: "", receivedAt, n: 1 }]);
    const unpriced = { ...UNKNOWN, pricing: { ...UNKNOWN.pricing, reason: "unknown_model" } };
    const calls = [
      callWith({ project: "ledger", notes: ["possible_duplicate", "tokens_as_text"] }),
      callWith({ project: "ledger", ...unpriced, notes: ["possible_duplicate"] }),
    ];
    await store().insert(received(calls, receivedAt * 1000));
    expect(await store().ledger({ from: hour + 10, to: hour + 20 })).toEqual({
      received: 8,
      stored: 2,
      duplicate: 2,
      duplicates: { attempt: 1, same_span: 1 },
      rejected: { "bad 'time'": 2 },
      unpriced: { unknown_model: 1 },
      notes: { possible_duplicate: 2, tokens_as_text: 1 },
      clientDrops: 4,
      notCalls: 30,
    });
  });

  test("a ledger of nothing is zeros", async () => {
    await store().recordLedger("nothing", []);
    expect(await store().ledger({ from: 0, to: HOUR })).toEqual({
      received: 0,
      stored: 0,
      duplicate: 0,
      duplicates: {},
      rejected: {},
      unpriced: {},
      notes: {},
      clientDrops: 0,
      notCalls: 0,
    });
  });
}

function bySpan(calls: readonly Call[]): Call[] {
  return calls.toSorted((a, b) => (a.spanId < b.spanId ? -1 : 1));
}
