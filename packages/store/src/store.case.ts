import { costOf, type Call } from "@promptprof/model";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CallSelection, ReceivedCall, Store } from "./store.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A whole day in the recent past, so that no rollup has dropped it and none is still filling. */
const TODAY = Math.floor(Date.now() / DAY) * DAY - DAY;

let serial = 0;

/** A call like many, with what the test says. Ids are new in every call. */
export function callWith(fields: Partial<Call> = {}): Call {
  serial += 1;
  return {
    project: "default",
    environment: "production",
    service: "support",
    team: "care",
    user: null,
    session: null,
    prompt: "answer",
    version: "v1",
    promptSource: "named",
    provider: "openai",
    operation: "chat",
    requestModel: "gpt-5-mini",
    responseModel: "gpt-5-mini-2026-02-01",
    responseId: null,
    traceId: serial.toString(16).padStart(32, "0"),
    spanId: serial.toString(16).padStart(16, "0"),
    startTime: TODAY + serial * 1000,
    durationMs: 1200,
    ttftMs: 300,
    tpotMs: 12.5,
    stream: true,
    attempts: 1,
    httpStatus: 200,
    errorClass: null,
    errorType: null,
    finishReason: "stop",
    inputTokens: 1000,
    cacheReadTokens: 200,
    cacheWriteTokens: 0,
    cacheWrite1hTokens: null,
    outputTokens: 70,
    reasoningTokens: 0,
    tokenSource: "reported",
    costNanoUsd: costOf({ input: 800_000, cacheRead: 20_000, cacheWrite: 0, output: 140_000 }),
    pricing: { status: "priced", row: "openai/gpt-5-mini", effectiveFrom: "2026-01-01", reason: null },
    reportedCostNanoUsd: null,
    segments: [
      { path: "system", kind: "static", hash: "00112233445566ff", tokens: 900 },
      { path: "user/question", kind: "variable", hash: "ffeeddccbbaa9988", tokens: 100 },
    ],
    dialect: "promptprof",
    tags: [],
    notes: [],
    ...fields,
  };
}

export function received(calls: readonly Call[], batch: number = TODAY * 1000): ReceivedCall[] {
  return calls.map((call) => ({ call, batch }));
}

function inProject(project: string, more: Partial<CallSelection> = {}): CallSelection {
  return { project, from: TODAY, to: TODAY + DAY, ...more };
}

/** Every engine passes these. `open` gives an empty store. */
export function storeCases(engine: string, open: () => Promise<Store>): void {
  describe(`a store on ${engine}`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());

    test("gives back a call as it was", async () => {
      const call = callWith({
        project: "same",
        tags: ["a'b", "tab\there"],
        notes: ["x"],
        user: "back\\slash\n'",
      });
      await store.insert(received([call]));
      const page = await store.calls({ ...inProject("same"), limit: 10, cursor: null });
      expect(page).toEqual({ calls: [call], nextCursor: null });
    });

    test("stores a call once, whatever comes how often", async () => {
      const call = callWith({ project: "once" });
      const [batch, later] = [TODAY * 1000 + 1, TODAY * 1000 + 2];
      expect(await store.insert(received([call, call], batch))).toEqual({ stored: 1, duplicate: 1 });
      expect(await store.insert(received([call], batch))).toEqual({ stored: 1, duplicate: 0 });
      expect(await store.insert(received([call], later))).toEqual({ stored: 0, duplicate: 1 });
      const { current } = await store.totals(inProject("once"));
      expect(current.calls).toBe(1);
    });

    test("sums what is known and counts what is not", async () => {
      const unknown = {
        inputTokens: null,
        cacheReadTokens: null,
        cacheWriteTokens: null,
        outputTokens: null,
        reasoningTokens: null,
        tokenSource: "absent",
        costNanoUsd: null,
        durationMs: null,
        ttftMs: null,
        tpotMs: null,
        pricing: { status: "unpriced", row: null, effectiveFrom: null, reason: "absent_tokens" },
      } as const;
      const project = "sums";
      await store.insert(
        received([
          callWith({ project }),
          callWith({ project, errorClass: "timeout" }),
          callWith({ project, ...unknown }),
        ]),
      );
      const { current, previous } = await store.totals(inProject(project));
      expect(current).toEqual({
        calls: 3,
        errors: 1,
        tokens: { input: 2000, cacheRead: 400, cacheWrite: 0, output: 140, reasoning: 0 },
        callsWithoutTokens: 1,
        costNanoUsd: {
          input: 1_600_000,
          cacheRead: 40_000,
          cacheWrite: 0,
          output: 280_000,
          total: 1_920_000,
        },
        unpricedCalls: 1,
        durationMs: { n: 2, p50: 1200, p95: 1200, p99: 1200 },
        ttftMs: { n: 2, p50: 300, p95: 300, p99: 300 },
        tpotMs: { n: 2, p50: 12.5, p95: 12.5, p99: 12.5 },
      });
      expect(previous.calls).toBe(0);
      expect(previous.durationMs).toEqual({ n: 0, p50: null, p95: null, p99: null });
    });

    test("lists prompts by cost, and models where calls have no prompt", async () => {
      const project = "prompts";
      const costly = costOf({ input: 5_000_000, cacheRead: 0, cacheWrite: 0, output: 0 });
      await store.insert(
        received([
          callWith({ project, prompt: "cheap", startTime: TODAY + 1 }),
          callWith({ project, prompt: "cheap", version: "v2", startTime: TODAY + DAY - 1, durationMs: 9 }),
          callWith({ project, prompt: "dear", costNanoUsd: costly }),
          callWith({ project, prompt: null, version: null, responseModel: null, requestModel: "llama" }),
          callWith({
            project,
            prompt: null,
            version: null,
            responseModel: null,
            requestModel: null,
            costNanoUsd: null,
          }),
        ]),
      );
      const { prompts, source } = await store.prompts({ ...inProject(project), trendPoints: 4 });
      expect(
        prompts.map(({ prompt, model, calls, versions, lastVersion }) => [
          prompt,
          model,
          calls,
          versions,
          lastVersion,
        ]),
      ).toEqual([
        ["dear", null, 1, 1, "v1"],
        ["cheap", null, 2, 2, "v2"],
        [null, "llama", 1, 0, null],
        [null, null, 1, 0, null],
      ]);
      expect(prompts[1]).toMatchObject({
        firstSeen: TODAY + 1,
        lastSeen: TODAY + DAY - 1,
        trend: { step: DAY / 4, calls: [1, 0, 0, 1], p95Ms: [1200, null, null, 9] },
      });
      expect(source).toEqual({ table: "calls", step: 0, quantileError: 0, from: TODAY, to: TODAY + DAY });
    });

    test("tells versions apart, the newest first, with their models", async () => {
      const project = "versions";
      await store.insert(
        received([
          callWith({ project, version: "old", responseModel: null }),
          callWith({ project, version: "old" }),
          callWith({ project, version: "new" }),
        ]),
      );
      const { versions } = await store.versions(inProject(project, { prompt: "answer" }));
      expect(versions.map(({ version, calls, models }) => [version, calls, models])).toEqual([
        ["new", 1, ["gpt-5-mini-2026-02-01"]],
        ["old", 2, ["gpt-5-mini", "gpt-5-mini-2026-02-01"]],
      ]);
    });

    test("draws a metric over time, per group, and says which points are cut", async () => {
      const project = "series";
      const at = (startTime: number, fields: Partial<Call> = {}): Call =>
        callWith({ project, startTime, ...fields });
      await store.insert(
        received([
          at(TODAY + HOUR, { errorClass: "timeout" }),
          at(TODAY + HOUR + 1, { version: "v2" }),
          at(TODAY + 2 * HOUR),
          at(TODAY + 3 * HOUR, { version: null }),
        ]),
      );
      const values = { p50: 1200, p95: 1200, p99: 1200, mean: 1200 };
      const question = {
        ...inProject(project),
        from: TODAY + HOUR + 1,
        step: HOUR,
        now: TODAY + DAY,
        top: 2,
      };
      const byVersion = await store.series({ ...question, metric: "durationMs", by: "version" });
      expect(byVersion.points).toEqual([
        { time: TODAY + 2 * HOUR, group: "v1", n: 1, values, partial: false },
        { time: TODAY + 3 * HOUR, group: null, n: 1, values, partial: false },
      ]);
      expect(byVersion.groups).toEqual({ shown: 2, all: 3 });
      const all = { ...question, from: TODAY, now: TODAY + 3 * HOUR, by: null };
      const errors = await store.series({ ...all, metric: "errors" });
      expect(errors.points).toEqual([
        { time: TODAY + HOUR, group: null, n: 2, values: { rate: 0.5, timeout: 1 }, partial: false },
        { time: TODAY + 2 * HOUR, group: null, n: 1, values: { rate: 0 }, partial: false },
        { time: TODAY + 3 * HOUR, group: null, n: 1, values: { rate: 0 }, partial: true },
      ]);
    });

    test("keeps a ledger by hour of receipt, adding a token once", async () => {
      const hour = TODAY - 100 * DAY;
      const receivedAt = hour + 5;
      const additions = [
        { kind: "received", reason: "", receivedAt, n: 7 },
        { kind: "rejected", reason: "bad_time", receivedAt, n: 2 },
        { kind: "duplicate", reason: "same_span", receivedAt, n: 1 },
        { kind: "not_call", reason: "", receivedAt, n: 30 },
        { kind: "client_drop", reason: "", receivedAt, n: 4 },
      ] as const;
      await store.recordLedger("batch-1", additions);
      await store.recordLedger("batch-1", additions);
      await store.recordLedger("batch-2", [{ kind: "received", reason: "", receivedAt, n: 1 }]);
      const unpriced = {
        status: "unpriced",
        row: null,
        effectiveFrom: null,
        reason: "unknown_model",
      } as const;
      const project = "ledger";
      await store.insert(
        received(
          [callWith({ project }), callWith({ project, costNanoUsd: null, pricing: unpriced })],
          receivedAt * 1000,
        ),
      );
      expect(await store.ledger({ from: hour + 10, to: hour + 20 })).toEqual({
        received: 8,
        stored: 2,
        duplicate: 1,
        rejected: { bad_time: 2 },
        unpriced: { unknown_model: 1 },
        clientDrops: 4,
        notCalls: 30,
      });
    });
  });
}
