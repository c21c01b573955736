import { costOf, SEGMENT_KINDS, type Call } from "@promptprof/model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { callWith, DAY, HOUR, received, UNKNOWN, YESTERDAY } from "./call-with.case.ts";
import type { PriceCorrection, SegmentsQuestion, SegmentSums, Store } from "./store.ts";

const ASKED: Omit<SegmentsQuestion, "project"> = { from: YESTERDAY, to: YESTERDAY + DAY, by: null };

/** Parts of prompts sum up to what the calls say, wherever the sums are read. */
export function segmentCases(store: () => Store): void {
  describe("segments", () => {
    test("take their tokens and a share of what the input cost", async () => {
      const project = "segments";
      // 1,020,000 nano-dollars of input by 900 and 100 of 1,000 tokens.
      const costNanoUsd = costOf({ input: 1_000_000, cacheRead: 20_000, cacheWrite: 0, output: 140_000 });
      await store().insert(
        received([callWith({ project, costNanoUsd }), callWith({ project, ...UNKNOWN_PARTS })]),
      );
      const { segments, source, widened } = await store().segments({ ...ASKED, project });
      expect(segments).toEqual([
        sums("system", "static", { tokens: 900, costNanoUsd: 918_000 }),
        sums("user/question", "variable", { tokens: 100, costNanoUsd: 102_000 }),
      ]);
      expect(source).toMatchObject({ table: "segment_rollup_day", quantileError: 0, from: YESTERDAY });
      expect(widened).toBe(false);
    });

    test("of one path and kind are one, and their call counts once", async () => {
      const project = "segments twice";
      const part = { path: "history", kind: "history", hash: "00112233445566ff" } as const;
      const segments = [
        { ...part, tokens: 300 },
        { ...part, tokens: 700 },
      ];
      await store().insert(received([callWith({ project, segments })]));
      const answer = await store().segments({ ...ASKED, project });
      expect(answer.segments).toMatchObject([
        { path: "history", calls: 1, tokens: 1000, costNanoUsd: 820_000 },
      ]);
    });

    test("are read by whole hours at the ends of a range, and the answer says so", async () => {
      const project = "segments by hours";
      const startTime = YESTERDAY + 5 * HOUR + 1000;
      await store().insert(received([callWith({ project, startTime })]));
      const range = { from: startTime + 60_000, to: startTime + 2 * HOUR };
      const { segments, source, widened } = await store().segments({ ...ASKED, ...range, project });
      expect([source, widened]).toEqual([
        {
          table: "segment_rollup_hour",
          step: HOUR,
          quantileError: 0,
          from: YESTERDAY + 5 * HOUR,
          to: YESTERDAY + 8 * HOUR,
        },
        true,
      ]);
      expect(segments).toHaveLength(2);
      const next = { from: YESTERDAY + 6 * HOUR, to: YESTERDAY + 7 * HOUR };
      const empty = await store().segments({ ...ASKED, ...next, project });
      expect([empty.segments, empty.widened]).toEqual([[], false]);
    });

    test("equal the sums over the single calls, after corrections too, to the nano-dollar", async () => {
      const project = "segments laws";
      const calls = fc.sample(anyParts(project), { numRuns: 300, seed: 21 });
      await store().insert(received(calls));
      const asked = { ...ASKED, project } as const;
      expect((await store().segments(asked)).segments).toEqual(model(calls));
      const corrected = calls.map((call, i) => (i % 3 === 0 ? { ...call, ...priceOf(i) } : call));
      await store().correctPrices(
        received(calls).flatMap((one, i) => (i % 3 === 0 ? [{ received: one, price: priceOf(i) }] : [])),
      );
      expect((await store().segments(asked)).segments).toEqual(model(corrected));
      const hours = { ...asked, from: YESTERDAY + HOUR };
      const later = corrected.filter(({ startTime }) => startTime >= hours.from);
      expect((await store().segments(hours)).segments).toEqual(model(later));
      const ofVersion = await store().segments({ ...asked, version: "v2" });
      expect(ofVersion.segments).toEqual(model(corrected.filter(({ version }) => version === "v2")));
      const by = (await store().segments({ ...asked, by: "version" })).segments;
      expect(by.reduce((all, { tokens }) => all + tokens, 0)).toBe(
        model(corrected).reduce((all, { tokens }) => all + tokens, 0),
      );
    });
  });
}

const UNKNOWN_PARTS: Partial<Call> = {
  ...UNKNOWN,
  segments: callWith().segments.map((segment) => ({ ...segment, tokens: null })),
};

function sums(path: string, kind: SegmentSums["kind"], known: Partial<SegmentSums>): SegmentSums {
  const unknown = { callsWithoutTokens: 1, callsWithoutCost: 1, partlyPricedCalls: 0 };
  return { group: null, path, kind, calls: 2, tokens: 0, costNanoUsd: 0, ...unknown, ...known };
}

/** Calls whose segments have all their tokens or none, and add up to the input or to less. */
function anyParts(project: string): fc.Arbitrary<Call> {
  const segment = fc.record({
    path: fc.constantFrom("system", "history", "user/question"),
    kind: fc.constantFrom(...SEGMENT_KINDS.slice(0, 3)),
    hash: fc.constant("00112233445566ff"),
    tokens: fc.nat({ max: 10 ** 9 }),
  });
  return fc
    .record({
      startTime: fc.nat({ max: DAY - 1 }).map((ms) => YESTERDAY + ms),
      version: fc.constantFrom("v1", "v2", null),
      known: fc.boolean(),
      more: fc.constantFrom<number>(0, 0, 777),
      segments: fc.array(segment, { maxLength: 5 }),
      price: fc.nat({ max: 1000 }).map(priceOf),
    })
    .map(({ known, more, segments, price, ...fields }) => {
      const inputTokens = known ? segments.reduce((all: number, { tokens }) => all + tokens, more) : null;
      const parts = segments.map((part) => ({ ...part, tokens: known ? part.tokens : null }));
      return callWith({ project, ...fields, ...price, inputTokens, segments: parts });
    });
}

function priceOf(i: number): PriceCorrection["price"] {
  const pricing = UNKNOWN.pricing;
  if (i % 4 === 0) return { costNanoUsd: null, pricing, notes: [] };
  const costNanoUsd = costOf({ input: i * 987_654_321, cacheRead: i, cacheWrite: 7, output: i * 3 });
  return { costNanoUsd, pricing: { ...pricing, status: i % 4 === 1 ? "partly" : "priced" }, notes: [] };
}

/** The same sums in the plainest way: exact whole numbers, one call after the other. */
function model(calls: readonly Call[]): SegmentSums[] {
  const all = new Map<string, SegmentSums>();
  for (const call of calls) {
    const cost = call.costNanoUsd;
    const inputCost = cost === null ? null : BigInt(cost.input + cost.cacheRead + cost.cacheWrite);
    const tokensOf = call.segments.map(({ tokens }) => tokens ?? 0);
    const whole = BigInt(
      Math.max(
        1,
        call.inputTokens ?? 0,
        tokensOf.reduce((a, b) => a + b, 0),
      ),
    );
    const seen = new Set<string>();
    let upTo = 0n;
    for (const { path, kind, tokens } of call.segments) {
      const before = upTo;
      upTo += BigInt(tokens ?? 0);
      const unknown = tokens === null || inputCost === null;
      const share = unknown ? 0 : Number((inputCost * upTo) / whole - (inputCost * before) / whole);
      const key = JSON.stringify([path, kind]);
      const first = seen.has(key) ? 0 : 1;
      seen.add(key);
      const sum = all.get(key) ?? nothing(path, kind);
      all.set(key, {
        ...sum,
        calls: sum.calls + first,
        tokens: sum.tokens + (tokens ?? 0),
        costNanoUsd: sum.costNanoUsd + share,
        callsWithoutTokens: sum.callsWithoutTokens + (tokens === null ? first : 0),
        callsWithoutCost: sum.callsWithoutCost + (unknown ? first : 0),
        partlyPricedCalls: sum.partlyPricedCalls + (call.pricing.status === "partly" ? first : 0),
      });
    }
  }
  return [...all.values()].toSorted(
    (a, b) => b.tokens - a.tokens || compare(a.path, b.path) || compare(a.kind, b.kind),
  );
}

function nothing(path: string, kind: SegmentSums["kind"]): SegmentSums {
  return {
    ...sums(path, kind, {}),
    calls: 0,
    callsWithoutTokens: 0,
    callsWithoutCost: 0,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
