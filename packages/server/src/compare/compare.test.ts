import type { Call } from "@promptprof/model";
import { openStore, type CallSelection, type Store } from "@promptprof/store";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CompareAnswer, Comparison } from "../contract.ts";
import { compare } from "./compare.ts";
import { DAY, THEN, trafficOf, type Traffic } from "./traffic.case.ts";

const folder = mkdtempSync(join(tmpdir(), "promptprof-compare-"));
/** The engine has one folder open at a time, so it is opened anew for single calls, and for rollups alone. */
let store: Store;

const traffic = {
  slower: [
    { project: "slower", version: "v1", n: 2500 },
    { project: "slower", version: "v2", n: 2500, medianMs: 1300, nanoUsd: 1_100_000, errorRate: 0.021 },
  ],
  null: [
    { project: "null", version: "v1", n: 3000 },
    { project: "null", version: "v2", n: 3000 },
  ],
  // Within each model v2 is 30 % faster; over both it looks slower, since it gets mostly the slow one.
  simpson: [
    { project: "simpson", version: "v1", model: "fast", n: 1800, medianMs: 500 },
    { project: "simpson", version: "v1", model: "slow", n: 200, medianMs: 2500 },
    { project: "simpson", version: "v2", model: "fast", n: 200, medianMs: 350 },
    { project: "simpson", version: "v2", model: "slow", n: 1800, medianMs: 1750 },
  ],
  models: [
    { project: "models", prompt: "safe", model: "x", n: 4000, errorRate: 0 },
    { project: "models", prompt: "safe", model: "y", n: 4000, errorRate: 0 },
    { project: "models", prompt: "dear", model: "x", n: 1500, errorRate: 0 },
    { project: "models", prompt: "dear", model: "y", n: 1500, errorRate: 0, nanoUsd: 1_500_000 },
    { project: "models", prompt: "rare", model: "x", n: 40, errorRate: 0 },
    { project: "models", prompt: "rare", model: "y", n: 40, errorRate: 0 },
    { project: "models", prompt: "only x", model: "x", n: 40, errorRate: 0 },
  ],
  teams: [
    { project: "teams", version: "v1", team: "north", n: 1000 },
    { project: "teams", version: "v1", team: "south", n: 1000 },
    { project: "teams", version: "v2", team: "north", n: 1000 },
    { project: "teams", version: "v2", team: "south", n: 1000, medianMs: 1600 },
  ],
} as const satisfies Record<string, readonly Traffic[]>;

const calls: readonly Call[] = Object.values(traffic)
  .flat()
  .flatMap((one, i) => trafficOf(one, i + 1));

beforeAll(async () => {
  const first = await openStore({ dataDir: folder });
  await first.insert(calls.map((call) => ({ call, batch: (THEN + DAY) * 1000 })));
  await first.close();
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function openFor(singleCallsMax: number): void {
  beforeAll(async () => {
    store = await openStore({ dataDir: folder, singleCallsMax });
  }, 60_000);
  afterAll(() => store.close());
}

type Filters = Omit<CallSelection, "from" | "to">;

function ask(a: Filters, b: Filters, more: object = {}): Promise<CompareAnswer> {
  const range = { from: THEN, to: THEN + DAY };
  const sides = { a: { ...range, ...a }, b: { ...range, ...b } };
  return compare(store, { sides, by: null, continuous: false, ...more });
}

const versions = (project: string, more: object = {}): Promise<CompareAnswer> =>
  ask({ project, version: "v1" }, { project, version: "v2" }, more);

function named({ comparisons }: Pick<CompareAnswer, "comparisons">, metric: string): Comparison {
  const found = comparisons.find((one) => one.metric === metric);
  if (found === undefined) throw new Error(`there is no ${metric}`);
  return found;
}

/** By counting and sorting alone. */
function rawOf(project: string, version: string) {
  const own = calls.filter((call) => call.project === project && call.version === version);
  const sorted = own.map(({ durationMs }) => durationMs ?? NaN).toSorted((x, y) => x - y);
  const quantile = (p: number): number => sorted[Math.floor(p * (sorted.length - 1))] ?? NaN;
  const cost = own.reduce((sum, call) => sum + (call.costNanoUsd?.total ?? NaN), 0) / own.length;
  const input = own.reduce((sum, call) => sum + (call.inputTokens ?? NaN), 0) / own.length;
  const errors = own.filter(({ errorClass }) => errorClass !== null).length;
  return { n: own.length, p50: quantile(0.5), p95: quantile(0.95), cost, input, errors };
}

describe.each([
  ["single calls", Infinity, 0, ["team", "hour", "input_size"]],
  ["rollups", -1, 0.005, ["team", "hour"]],
] as const)("from %s", (_, singleCallsMax, error, kinds) => {
  openFor(singleCallsMax);

  test("values and changes are those that counting the calls gives", async () => {
    const answer = await versions("slower");
    const [a, b] = [rawOf("slower", "v1"), rawOf("slower", "v2")];
    for (const [metric, p] of [
      ["latency_p50", "p50"],
      ["latency_p95", "p95"],
    ] as const) {
      const found = named(answer, metric);
      expect(Math.abs((found.a.value ?? NaN) / a[p] - 1)).toBeLessThanOrEqual(error + 1e-6);
      expect(Math.abs((found.b.value ?? NaN) / b[p] - 1)).toBeLessThanOrEqual(error + 1e-6);
      expect(Math.abs((found.change?.estimate ?? NaN) - (b[p] / a[p] - 1))).toBeLessThanOrEqual(
        3 * error + 1e-6,
      );
      expect(found.change?.low).toBeLessThan(0.3);
      expect(found.change?.high).toBeGreaterThan(0.3);
    }
    const cost = named(answer, "cost");
    expect(cost.a).toEqual({ value: expect.closeTo(a.cost, 3), n: a.n });
    expect(cost.change?.estimate).toBeCloseTo(b.cost / a.cost - 1, 9);
    const input = named(answer, "input_tokens");
    expect(input.change?.high).toBeGreaterThan(input.change?.estimate ?? NaN);
    expect(input.b).toEqual({ value: expect.closeTo(b.input, 6), n: b.n });
    const errors = named(answer, "error_rate");
    expect(errors.change?.estimate).toBeCloseTo(b.errors / b.n - a.errors / a.n, 12);
    expect(errors.change?.method).toBe("Newcombe");
    expect([answer.a.calls, answer.b.errors]).toEqual([a.n, b.errors]);
  });

  test("slower and dearer is worse, in every place that says so", async () => {
    const answer = await versions("slower");
    expect(answer.verdict).toBe("worse");
    expect(answer.summary).toBe("B is worse on latency p50, latency p95, ttft p50 and cost");
    expect(named(answer, "latency_p50")).toMatchObject({
      verdict: "worse",
      correction: "Holm over 5 metrics",
    });
    expect(named(answer, "input_tokens").verdict).toBe("same");
  });

  test("a null split of the same traffic is not worse", async () => {
    const answer = await versions("null");
    expect(answer.verdict).not.toBe("worse");
    expect(answer.comparisons.map(({ verdict }) => verdict)).not.toContain("worse");
    expect(answer.slices.map(({ comparison }) => comparison.verdict)).not.toContain("worse");
    expect(answer.mix).toMatchObject({ adjusted: false, strata: [] });
  });

  test("exchanging A and B turns every change and verdict round", async () => {
    const there = await versions("slower");
    const back = await ask({ project: "slower", version: "v2" }, { project: "slower", version: "v1" });
    const turned = { worse: "better", better: "worse", same: "same", undecided: "undecided" } as const;
    for (const one of there.comparisons) {
      const other = named(back, one.metric);
      expect([other.a, other.b]).toEqual([one.b, one.a]);
      expect(other.verdict).toBe(turned[one.verdict]);
      const [low, high] = [one.change?.low ?? NaN, other.change?.high ?? NaN];
      const expected = one.scale === "ratio" ? 1 / (1 + low) - 1 : -low;
      expect(high).toBeCloseTo(expected, 6);
    }
  });

  test("where the mix of models makes a faster version look slower, like is compared with like", async () => {
    const answer = await versions("simpson");
    expect(answer.mix).toMatchObject({ adjusted: true, strata: ["model"] });
    expect(answer.mix.reasons[0]).toBe("adjusted for models: B has 90 % slow, A 10 %");
    const p50 = named(answer, "latency_p50");
    expect(p50.unadjusted?.estimate).toBeGreaterThan(1);
    expect(p50.change?.estimate).toBeCloseTo(-0.3, 1);
    expect(p50.verdict).toBe("better");
    expect(p50.warnings.some((warning) => warning.startsWith("Simpson's paradox: +"))).toBe(true);
  });

  test("a move to another model is told prompt by prompt", async () => {
    const [a, b] = [
      { project: "models", model: "x" },
      { project: "models", model: "y" },
    ];
    const answer = await ask(a, b, { by: "prompt" });
    expect(answer.prompts?.map(({ prompt, verdict }) => [prompt, verdict])).toEqual([
      ["dear", "worse"],
      ["rare", "undecided"],
      ["safe", "safe"],
    ]);
    expect(answer.prompts?.[0]?.reason).toBe("worse on cost (+50 %)");
    expect(answer.summary).toMatch(
      /^safe to move 1 of 3 prompts; 1 worse \(1 on cost\), 1 undecided: a typical one needs about [\d,]+ more calls a side$/,
    );
  });

  test("the slice that got worse is named first, corrected over all of them", async () => {
    const { slices } = await versions("teams");
    const [first] = slices;
    expect(first).toMatchObject({ kind: "team", name: "south" });
    expect(first?.comparison).toMatchObject({ verdict: "worse", gating: false });
    expect(first?.comparison.correction).toMatch(/^Benjamini-Hochberg over \d+ slices$/);
    const north = slices.find(({ name, comparison }) => name === "north" && comparison.metric === "latency");
    expect(north?.comparison.verdict).not.toBe("worse");
    const own = first?.comparison.change?.estimate ?? NaN;
    expect(first?.shrunken).toBeLessThanOrEqual(own);
    expect(new Set(slices.map(({ kind }) => kind))).toEqual(new Set(kinds));
  });

  test("what is looked at again and again has wider intervals, and says which", async () => {
    const [once, often] = [await versions("slower"), await versions("slower", { continuous: true })];
    for (const { metric, change } of often.comparisons) {
      const other = named(once, metric).change;
      if (change?.low === null || other?.low === null || change === null || other === null) continue;
      expect(change?.low).toBeLessThanOrEqual(other?.low ?? NaN);
      expect(change?.method).toMatch(/confidence sequence/);
    }
    expect(named(often, "latency_p50").verdict).toBe("worse");
    expect(often.method).toMatch(/^anytime-valid/);
  });
});

describe("what a comparison cannot say, it says", () => {
  openFor(Infinity);

  test("one call and no call are undecided, with a reason and without a number", async () => {
    const one = { project: "teams", version: "v1", from: THEN, to: THEN + DAY / 1500 };
    const { comparisons, verdict } = await compare(store, {
      sides: { a: one, b: { ...one, version: "v2" } },
      by: null,
      continuous: false,
    });
    expect(verdict).toBe("undecided");
    const p95 = comparisons.find(({ metric }) => metric === "latency_p95");
    expect(p95?.change).toBeNull();
    expect(p95?.warnings.at(-1)).toBe("latency_p95 from 2 observations a side takes 73");
    const none = await ask({ project: "nowhere" }, { project: "teams" });
    expect(none.warnings).toContain("A has no calls");
    expect(none.summary).toBe("undecided: A has no calls");
  });

  test("windows of other days and lengths, and sides that share calls, are said", async () => {
    const { warnings } = await compare(store, {
      sides: {
        a: { project: "teams", from: THEN - 2 * DAY, to: THEN },
        b: { project: "teams", from: THEN, to: THEN + DAY },
      },
      by: null,
      continuous: false,
    });
    expect(warnings).toContain("A spans 2 days and B 24 hours: rare hours weigh differently");
    expect(warnings.some((warning) => warning.startsWith("days of the week differ (UTC): A has "))).toBe(
      true,
    );
    const shared = await ask({ project: "teams" }, { project: "teams", version: "v2" });
    expect(shared.warnings).toContain("A and B may share calls; the intervals take them for others");
  });
});
