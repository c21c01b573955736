import type { Call } from "@promptprof/model";
import { costOf } from "@promptprof/model";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { callWith, DAY, received, UNKNOWN, YESTERDAY } from "./call-with.case.ts";
import type { CallsQuestion, CallsSort, Store } from "./store.ts";
import { CursorError } from "./store-error.ts";

const PROJECT = "explorer";
const RANGE = { project: PROJECT, from: YESTERDAY, to: YESTERDAY + DAY };

/** Few values, so that many calls are equal in what they are sorted by, start included. */
const someCall: fc.Arbitrary<Call> = fc
  .record({
    startTime: fc.nat({ max: 30 }).map((n) => YESTERDAY + n * 1000),
    prompt: fc.constantFrom("a", "b", null),
    durationMs: fc.option(fc.constantFrom(0, 0.5, 1200, 9000)),
    inputTokens: fc.option(fc.constantFrom(0, 700, Number.MAX_SAFE_INTEGER)),
    outputTokens: fc.option(fc.constantFrom(0, 70, Number.MAX_SAFE_INTEGER)),
    cost: fc.option(fc.constantFrom(0, 3_000_000, 10 ** 9)),
    errorClass: fc.constantFrom("timeout", "rate_limit", null, null),
    notes: fc.constantFrom<readonly string[]>([], ["possible_duplicate"]),
  })
  .map(({ cost, ...fields }) =>
    callWith({
      project: PROJECT,
      ...fields,
      costNanoUsd: cost === null ? null : costOf({ input: cost, cacheRead: 0, cacheWrite: 0, output: 1 }),
      ...(cost === null ? { pricing: UNKNOWN.pricing } : {}),
    }),
  );

const anyQuestion: fc.Arbitrary<Omit<CallsQuestion, "limit" | "cursor">> = fc
  .record(
    {
      prompt: fc.constantFrom("a", null),
      note: fc.constant("possible_duplicate"),
      errorClass: fc.constantFrom("timeout" as const, "rate_limit" as const),
      failed: fc.boolean(),
      minDurationMs: fc.constantFrom(0, 0.5, 1200.5),
      minCostNanoUsd: fc.constantFrom(0, 3_000_001),
      minTokens: fc.constantFrom(0, 70, 10 ** 6),
      sort: fc.constantFrom<CallsSort>("time", "duration", "cost", "tokens"),
    },
    { requiredKeys: [] },
  )
  .map((filters) => ({ ...RANGE, ...filters }));

/** Pages of single calls under every filter and order are what a plain list would give. */
export function explorerCases(store: () => Store): void {
  describe("the explorer", () => {
    const calls = fc.sample(someCall, { numRuns: 400, seed: 11 });
    beforeAll(async () => {
      await store().insert(received(calls));
    });

    test("pages one behind the other are the whole sorted list, each call once", async () => {
      await fc.assert(
        fc.asyncProperty(anyQuestion, fc.integer({ min: 1, max: 150 }), async (question, limit) => {
          const listed = await allPages(store(), { ...question, limit });
          expect(listed.map(({ spanId }) => spanId)).toEqual(
            model(calls, question).map(({ spanId }) => spanId),
          );
        }),
        { numRuns: 40, seed: 12, endOnFailure: true },
      );
    });

    test("a cursor of another order is refused", async () => {
      const { nextCursor } = await store().calls({ ...RANGE, sort: "cost", limit: 3, cursor: null });
      const other = store().calls({ ...RANGE, sort: "tokens", limit: 3, cursor: nextCursor });
      await expect(other).rejects.toThrow(CursorError);
      await expect(other).rejects.toThrow("it comes from a page sorted by cost, and this one is by tokens");
    });

    test("a corrected price decides the place of a call", async () => {
      const project = "explorer, corrected";
      const [cheap, dear] = [callWith({ project }), callWith({ project })];
      const [first, second] = received([cheap, dear]);
      if (first === undefined || second === undefined) throw new Error("there are two calls");
      await store().insert([first, second]);
      const costNanoUsd = costOf({ input: 10 ** 9, cacheRead: 0, cacheWrite: 0, output: 0 });
      await store().correctPrices([
        { received: first, price: { costNanoUsd, pricing: cheap.pricing, notes: [] } },
      ]);
      const question = { ...RANGE, project, sort: "cost", limit: 1 } as const;
      const listed = await allPages(store(), question);
      expect(listed.map(({ spanId }) => spanId)).toEqual([cheap.spanId, dear.spanId]);
      const dearer = { ...question, minCostNanoUsd: 10 ** 9 };
      expect((await allPages(store(), dearer)).map(({ spanId }) => spanId)).toEqual([cheap.spanId]);
    });
  });
}

async function allPages(store: Store, question: Omit<CallsQuestion, "cursor">): Promise<Call[]> {
  const calls: Call[] = [];
  let cursor: string | null = null;
  do {
    const page = await store.calls({ ...question, cursor });
    calls.push(...page.calls);
    expect(page.calls.length === question.limit || page.nextCursor === null).toBe(true);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return calls;
}

function model(calls: readonly Call[], question: Omit<CallsQuestion, "limit" | "cursor">): Call[] {
  const { sort = "time" } = question;
  return calls
    .filter((call) => isAsked(call, question))
    .toSorted(
      (a, b) =>
        VALUES[sort](b) - VALUES[sort](a) || b.startTime - a.startTime || (a.traceId < b.traceId ? 1 : -1),
    );
}

const VALUES: Readonly<Record<CallsSort, (call: Call) => number>> = {
  time: ({ startTime }) => startTime,
  duration: ({ durationMs }) => durationMs ?? -1,
  cost: ({ costNanoUsd }) => costNanoUsd?.total ?? -1,
  tokens: ({ inputTokens, outputTokens }) =>
    inputTokens === null && outputTokens === null ? -1 : (inputTokens ?? 0) + (outputTokens ?? 0),
};

function isAsked(call: Call, question: Omit<CallsQuestion, "limit" | "cursor">): boolean {
  const { prompt, note, errorClass, failed, minDurationMs, minCostNanoUsd, minTokens } = question;
  return (
    (prompt === undefined || call.prompt === prompt) &&
    (note === undefined || call.notes.includes(note)) &&
    (errorClass === undefined || call.errorClass === errorClass) &&
    (failed === undefined || (call.errorClass !== null) === failed) &&
    (minDurationMs === undefined || VALUES.duration(call) >= minDurationMs) &&
    (minCostNanoUsd === undefined || VALUES.cost(call) >= minCostNanoUsd) &&
    (minTokens === undefined || VALUES.tokens(call) >= minTokens)
  );
}
