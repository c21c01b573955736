import { createPricer, SEGMENT_KINDS, type Call } from "@promptprof/model";
import { beforeAll, describe, expect, test } from "vitest";
import { demoHistory } from "./history.ts";
import { Random } from "./random.ts";
import { callsPerSecond } from "./rhythm.ts";

const start = Date.parse("2026-11-24T14:05:00Z");
const DAY_MS = 86_400_000;
const history = (seed: number, days = 7): Call[] =>
  [...demoHistory(seed, start - days * DAY_MS, start, start)].flat();

let calls: Call[];
let ofPrompt: (prompt: string, version?: string) => Call[];
beforeAll(() => {
  calls = history(1);
  ofPrompt = (prompt, version) =>
    calls.filter((call) => call.prompt === prompt && (version === undefined || call.version === version));
});

describe("a week of demo traffic", () => {
  test("is some tens of thousands of calls of six named prompts and a few without a name", () => {
    expect(calls.length).toBeGreaterThan(30_000);
    expect(calls.length).toBeLessThan(50_000);
    expect(new Set(calls.map((call) => call.prompt)).size).toBe(7);
    expect(new Set(calls.map((call) => call.team)).size).toBe(6);
    expect(new Set(calls.map((call) => call.requestModel)).size).toBe(8);
  });

  test("is the same for the same seed and another for another", () => {
    expect(history(1, 0.02)).toEqual(history(1, 0.02));
    expect(history(1, 0.02)).not.toEqual(history(2, 0.02));
  });

  test("has an id of its own for every call", () => {
    expect(new Set(calls.map(({ traceId, spanId }) => traceId + spanId)).size).toBe(calls.length);
    for (const { traceId, spanId } of calls.slice(0, 100)) {
      expect(traceId + spanId).toMatch(/^[0-9a-f]{48}$/);
    }
  });

  test("holds together: parts within wholes, the first token before the last, nothing after the start", () => {
    const broken = calls.filter((call) => {
      const { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens, reasoningTokens, durationMs } =
        call;
      const segmentTokens = call.segments.reduce((sum, { tokens }) => sum + (tokens ?? 0), 0);
      return (
        call.startTime + (durationMs ?? 0) > start ||
        (cacheReadTokens ?? 0) + (cacheWriteTokens ?? 0) > (inputTokens ?? 0) ||
        (reasoningTokens ?? 0) > (outputTokens ?? 0) ||
        (call.ttftMs ?? 0) > (durationMs ?? 0) ||
        (inputTokens !== null && call.segments.length > 0 && segmentTokens !== inputTokens)
      );
    });
    expect(broken).toEqual([]);
  });

  test("shows every kind of segment, cache reads and writes, streams, and eight kinds of failure", () => {
    expect(new Set(calls.flatMap((call) => call.segments.map(({ kind }) => kind)))).toEqual(
      new Set(SEGMENT_KINDS),
    );
    expect(calls.some((call) => (call.cacheReadTokens ?? 0) > 0)).toBe(true);
    expect(calls.some((call) => (call.cacheWriteTokens ?? 0) > 0)).toBe(true);
    expect(calls.some((call) => call.ttftMs !== null)).toBe(true);
    expect(new Set(calls.flatMap((call) => call.errorClass ?? [])).size).toBe(8);
  });

  test("is priced by the price list, but for one model and the calls that failed", () => {
    const price = createPricer({});
    const reasons = new Map<string, number>();
    for (const call of calls.map(price)) {
      if (call.pricing.status === "priced") continue;
      const key = `${call.requestModel}: ${call.pricing.reason}`;
      reasons.set(call.errorClass === null ? key : "failed", (reasons.get(key) ?? 0) + 1);
    }
    expect([...reasons.keys()].toSorted()).toEqual(["failed", "house-router-3b: unknown_model"]);
  });
});

describe("the demo's story", () => {
  test("a version of two days ago made the p95 of support-triage worse and left its median", () => {
    const before = durations(ofPrompt("support-triage", "v3"));
    const after = durations(ofPrompt("support-triage", "v4"));
    expect(quantile(after, 0.95) / quantile(before, 0.95)).toBeGreaterThan(1.4);
    expect(quantile(after, 0.5) / quantile(before, 0.5)).toBeLessThan(1.15);
    const firstSeen = Math.min(...ofPrompt("support-triage", "v4").map((call) => call.startTime));
    expect((start - firstSeen) / DAY_MS).toBeCloseTo(2, 1);
  });

  test("the retrieved context of answer-from-docs grew about fourfold over the week, and nothing else did", () => {
    const docs = ofPrompt("answer-from-docs");
    const early = quantile(docs.filter((call) => age(call) > 6).map(retrieved), 0.5);
    const late = quantile(docs.filter((call) => age(call) < 0.5).map(retrieved), 0.5);
    expect(late / early).toBeGreaterThan(3.5);
    expect(late / early).toBeLessThan(5.5);
  });

  test("the provider of two prompts was overloaded for a while 20 hours ago", () => {
    const hour = calls.filter(({ provider, startTime }) => {
      const hoursAgo = (start - startTime) / 3_600_000;
      return provider === "anthropic" && hoursAgo < 20 && hoursAgo > 19.6;
    });
    const failed = hour.filter((call) => call.errorClass === "overloaded");
    expect(failed.length / hour.length).toBeGreaterThan(0.1);
  });
});

describe("the rhythm", () => {
  test("is busiest at the start, quiet twelve hours before, and grows from day to day", () => {
    expect(callsPerSecond(start - DAY_MS / 2, start)).toBeLessThan(callsPerSecond(start, start) / 5);
    expect(callsPerSecond(start, start) / callsPerSecond(start - DAY_MS, start)).toBeCloseTo(1.6);
  });

  test("goes on after the start without a jump", () => {
    expect(callsPerSecond(start + 1000, start)).toBeCloseTo(callsPerSecond(start - 1000, start), 4);
  });
});

describe("seeded randomness", () => {
  const draws = 50_000;
  const sample = (draw: (random: Random) => number) => {
    const random = new Random(7);
    return Array.from({ length: draws }, () => draw(random));
  };

  test("is uniform", () => {
    const values = sample((random) => random.next());
    expect(mean(values)).toBeCloseTo(0.5, 2);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
  });

  test("has the median and the p95 that a lognormal has: exp(1.645 x 0.5) = 2.28 times the median", () => {
    const values = sample((random) => random.lognormal(100, 0.5));
    expect(quantile(values, 0.5) / 100).toBeCloseTo(1, 1);
    expect(quantile(values, 0.95) / 100).toBeCloseTo(2.28, 1);
  });

  test("counts like Poisson: mean and variance are one", () => {
    const values = sample((random) => random.poisson(3));
    expect(mean(values)).toBeCloseTo(3, 1);
    expect(mean(values.map((value) => (value - 3) ** 2))).toBeCloseTo(3, 0);
  });

  test("differs from seed to seed, and by each of several", () => {
    expect(
      new Set([firstDraw(1), firstDraw(2), firstDraw(1, 2), firstDraw(2, 1), firstDraw(1, 2 ** 40)]).size,
    ).toBe(5);
  });
});

function durations(some: readonly Call[]): number[] {
  return some.filter((call) => call.errorClass === null).map((call) => call.durationMs ?? 0);
}

function quantile(values: readonly number[], q: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(q * (values.length - 1))] ?? Number.NaN;
}

function retrieved(call: Call): number {
  return call.segments.find(({ kind }) => kind === "retrieved")?.tokens ?? 0;
}

function age(call: Call): number {
  return (start - call.startTime) / DAY_MS;
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

function firstDraw(...seeds: number[]): number {
  return new Random(...seeds).next();
}
