import { costOf, ERROR_CLASSES, type Call, type MetricName } from "@promptprof/model";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callWith, DAY, received, UNKNOWN } from "./call-with.case.ts";
import { storeOn } from "./engine-store.ts";
import type { Engine } from "./engine.ts";
import type { CallSelection, CellsResult, Measures, PriceCorrection, Quantiles, Store } from "./store.ts";

const MINUTE = 60_000;
/** What the sketches promise; their values are whole microseconds from 1. */
const QUANTILE_ERROR = 0.005;
const SMALLEST_MS = 0.001;
/** A moment inside of a minute, an hour and a day, so that no edge is met by chance. */
const NOW = Date.now();
const RECEIVED = NOW * 1000;

/** The age of a call: from now to beyond what the minutes, the hours and the single calls keep. */
const age = fc.oneof(
  fc.nat({ max: 3 * 3_600_000 }),
  fc.nat({ max: 7 * DAY }),
  fc.nat({ max: 60 * DAY }),
  fc.nat({ max: 600 * DAY }),
);

/**
 * Whatever table answers, it says the same as the single calls of the range that it says it has read.
 * `open` gives an engine without any table.
 */
export function rollupLaws(engineName: string, open: () => Promise<Engine>): void {
  describe(`rollups on ${engineName}`, () => {
    let engine: Engine;
    /** One answers from single calls, one from rollups alone, and one from rollups with single calls at the ends. */
    let single: Store;
    let rollups: Store;
    let mixed: Store;
    beforeAll(async () => {
      engine = await open();
      single = await storeOn(engine, { singleCallsMax: Infinity });
      rollups = await storeOn(engine, { singleCallsMax: -1 });
      mixed = await storeOn(engine, { singleCallsMax: 200 });
      const calls = fc.sample(agedCall("laws"), { numRuns: 1500, seed: 3 });
      await single.insert(received(calls, RECEIVED));
      await correctSome(single);
    });
    afterAll(() => engine.close());

    test("totals of any range equal those of its single calls", async () => {
      await fc.assert(
        fc.asyncProperty(anySelection, async (selection) => {
          for (const store of [rollups, mixed]) {
            const { current, source } = await store.totals(selection);
            if (store === rollups) expect(source.table).not.toBe("calls");
            expect(source.from).toBeLessThanOrEqual(selection.from);
            expect(source.to).toBeGreaterThanOrEqual(selection.to);
            const exact = await single.totals({ ...selection, from: source.from, to: source.to });
            expectSame(current, exact.current);
          }
        }),
        { numRuns: 25, seed: 4, endOnFailure: true },
      );
    });

    test("a range on whole minutes of the last week is read as it was asked", async () => {
      const range = { from: floor(NOW - 5 * DAY, MINUTE), to: floor(NOW, MINUTE) };
      const { source } = await rollups.totals({ project: "laws", ...range });
      expect(source).toMatchObject({ table: "rollup_day", ...range });
    });

    test("single calls at the ends cut a range to the millisecond", async () => {
      const [from, to] = [NOW - 6 * DAY + 17, NOW - 2 * DAY - 23];
      const starts = Array.from({ length: 300 }, (_, i) => from + ((to - from) * i) / 300);
      const calls = [from - 1, ...starts, to].map((startTime) => callWith({ project: "ends", startTime }));
      await single.insert(received(calls, RECEIVED));
      const { source, current } = await mixed.totals({ project: "ends", from, to });
      expect(source).toMatchObject({ table: "rollup_day", from, to });
      expect(current.calls).toBe(300);
      expectSame(current, (await single.totals({ project: "ends", from, to })).current);
    });

    test("prompts and versions are the same from every table", async () => {
      const range = { project: "laws", from: floor(NOW - 6 * DAY, MINUTE), to: floor(NOW, MINUTE) };
      const [prompts, versions] = [
        await single.prompts({ ...range, trendPoints: 10 }),
        await single.versions(range),
      ];
      for (const store of [rollups, mixed]) {
        const answer = await store.prompts({ ...range, trendPoints: 10 });
        expect(answer.prompts.map(({ prompt }) => prompt)).toEqual(
          prompts.prompts.map(({ prompt }) => prompt),
        );
        for (const [i, row] of answer.prompts.entries()) {
          const exact = prompts.prompts[i];
          expect(exact).toBeDefined();
          if (exact === undefined) continue;
          expectSame(row, exact);
          expect(row).toMatchObject(sameSeen(exact));
          expect(sum(row.trend.calls)).toBe(row.calls);
          expect(row.trend.calls.length).toBeLessThanOrEqual(10);
        }
        const rows = (await store.versions(range)).versions;
        expect(rows.map(({ version, models }) => [version, models])).toEqual(
          versions.versions.map(({ version, models }) => [version, models]),
        );
        for (const [i, row] of rows.entries()) expectSame(row, versions.versions[i] ?? row);
      }
    });

    test("what a comparison adds up is the same from every table, by hour, team and prompt", async () => {
      await fc.assert(
        fc.asyncProperty(anySelection, async (selection) => {
          const kinds = ["prompt", "model", "team", "hour"] as const;
          for (const store of [rollups, mixed]) {
            const found = await store.cells({ selection, kinds });
            const { from, to } = found.source;
            const exact = await single.cells({ selection: { ...selection, from, to }, kinds: found.kinds });
            expect(named(found)).toEqual(named(exact));
          }
        }),
        { numRuns: 6, seed: 6, endOnFailure: true },
      );
    });

    test("quantiles of a comparison are those of the single calls, at any level and by prompt", async () => {
      const selection = { project: "laws", from: floor(NOW - 6 * DAY, MINUTE), to: floor(NOW, MINUTE) };
      const question = {
        selection,
        kinds: ["prompt"],
        levels: { duration: [0.2, 0.5, 0.93], ttft: [0.5] },
      } as const;
      const exact = await single.quantilesAt(question);
      const byPrompt = new Map(exact.cells.map((cell) => [cell.of.prompt, cell]));
      expect(byPrompt.size).toBe(3);
      for (const { of, duration, ttft } of (await rollups.quantilesAt(question)).cells) {
        const wanted = byPrompt.get(of.prompt);
        for (const [i, value] of [...duration, ...ttft].entries()) {
          const single = [...(wanted?.duration ?? []), ...(wanted?.ttft ?? [])][i] ?? NaN;
          expect(Math.abs(value / single - 1)).toBeLessThanOrEqual(QUANTILE_ERROR * 1.0001);
        }
      }
    });

    test.each<MetricName>(["calls", "errors", "durationMs", "ttftMs", "tpotMs", "tokens", "cost"])(
      "points of %s over time equal those of the single calls",
      async (metric) => {
        const range = { project: "laws", from: floor(NOW - 6 * DAY, MINUTE), to: floor(NOW, MINUTE) };
        for (const step of [7 * MINUTE, 3_600_000, DAY]) {
          const question = { ...range, metric, by: "version", top: 3, step, now: NOW } as const;
          const exact = await single.series(question);
          for (const store of [rollups, mixed]) {
            const { points, groups, source } = await store.series(question);
            expect(source.step).toBe(exact.source.step);
            expect(groups).toEqual(exact.groups);
            expect(points.map(({ values: _values, ...point }) => point)).toEqual(
              exact.points.map(({ values: _values, ...point }) => point),
            );
            for (const [i, { values }] of points.entries())
              expectClose(values, exact.points[i]?.values ?? {});
          }
        }
      },
    );

    test("pages of calls miss none and repeat none, however the calls lie in time", async () => {
      const range = { project: "laws", from: NOW - 601 * DAY, to: NOW - 1 };
      const wanted = (await single.totals(range)).current.calls;
      const spans: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await single.calls({ ...range, limit: 97, cursor });
        expect(page.calls.length === 97 || page.nextCursor === null).toBe(true);
        spans.push(...page.calls.map(({ spanId }) => spanId));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect([spans.length, new Set(spans).size]).toEqual([wanted, wanted]);
    });

    test("how calls are cut into inserts changes no answer", async () => {
      const calls = fc.sample(agedCall("cut"), { numRuns: 60, seed: 5 });
      await single.insert(received(calls, RECEIVED));
      const again = calls.map((call) => ({ ...callWith(), ...call, ...newIds(), project: "uncut" }));
      for (let at = 0; at < again.length; at += 17) {
        await single.insert(received(again.slice(at, at + 17), RECEIVED));
      }
      const range = { from: NOW - 601 * DAY, to: NOW };
      const answer = async (project: string): Promise<unknown> =>
        (await rollups.prompts({ ...range, project, trendPoints: 5 })).prompts;
      expect(await answer("cut")).toEqual(await answer("uncut"));
    });
  });
}

/** Every third call is priced anew, every sixth twice, some lose their price, and all sums must follow. */
async function correctSome(store: Store): Promise<void> {
  const range = { project: "laws", from: NOW - 601 * DAY, to: NOW };
  for (const every of [3, 6]) {
    const stored = await store.storedCalls({ ...range, after: null, limit: 10_000 });
    const corrections = stored
      .filter((_, i) => i % every === 0)
      .map((received, i) => ({ received, price: i % 5 === 0 ? NO_PRICE : newPrice(i * every) }));
    await store.correctPrices(corrections);
  }
}

const NO_PRICE = { costNanoUsd: null, pricing: UNKNOWN.pricing, notes: [] };

function newPrice(i: number): PriceCorrection["price"] {
  const status = i % 2 === 0 ? "priced" : "partly";
  return {
    costNanoUsd: costOf({ input: i * 1000, cacheRead: i, cacheWrite: 7, output: i * 3 }),
    pricing: { status, row: "config/new", effectiveFrom: null, reason: status === "partly" ? "part" : null },
    notes: [],
  };
}

function value(max: number): fc.Arbitrary<number | null> {
  return fc.option(fc.nat({ max }), { freq: 8 });
}

function agedCall(project: string): fc.Arbitrary<Call> {
  const money = fc.nat({ max: 10 ** 9 });
  return fc
    .record({
      age,
      prompt: fc.constantFrom("a", "b", null),
      version: fc.constantFrom("1", "2", "3", "4", null),
      team: fc.constantFrom("x", "y", null),
      environment: fc.constantFrom("production", null),
      errorClass: fc.option(fc.constantFrom(...ERROR_CLASSES), { freq: 1 }),
      durationMs: value(10 ** 5),
      ttftMs: value(10 ** 4),
      tpotMs: value(100),
      inputTokens: value(10 ** 6),
      outputTokens: value(10 ** 4),
      tokenSource: fc.constantFrom("reported", "reported", "estimated"),
      cost: fc.option(
        fc.record({ input: money, cacheRead: money, cacheWrite: money, output: money }).map(costOf),
      ),
    })
    .map(({ age: ageMs, cost, ...fields }) =>
      callWith({
        project,
        ...fields,
        startTime: NOW - 1 - ageMs,
        costNanoUsd: cost,
        pricing: cost === null ? UNKNOWN.pricing : callWith().pricing,
        requestModel: "m",
        responseModel: null,
      }),
    );
}

/** Any range, by any of the dimensions that are known for as long. */
const anySelection: fc.Arbitrary<CallSelection> = fc
  .record({
    ages: fc.tuple(age, age).filter(([a, b]) => a !== b),
    prompt: fc.constantFrom("a", null, undefined),
    team: fc.constantFrom("x", null, undefined, undefined),
  })
  .map(({ ages, prompt, team }) => {
    // Beyond 400 days no rollup knows the team, and the range would be cut.
    const oldest = team === undefined ? Infinity : 390 * DAY;
    const [from, to] = [NOW - Math.min(Math.max(...ages), oldest), NOW - Math.min(...ages)];
    return {
      project: "laws",
      from: Math.min(from, to - 1),
      to,
      ...(prompt === undefined ? {} : { prompt }),
      ...(team === undefined ? {} : { team }),
    };
  });

function expectSame(actual: Measures, exact: Measures): void {
  const { durationMs, ttftMs, tpotMs, ...sums } = onlyMeasures(exact);
  expect(actual).toMatchObject(sums);
  expectQuantiles(actual.durationMs, durationMs);
  expectQuantiles(actual.ttftMs, ttftMs);
  expectQuantiles(actual.tpotMs, tpotMs);
}

function onlyMeasures(row: Measures): Measures {
  const {
    calls,
    errors,
    tokens,
    callsWithoutTokens,
    costNanoUsd,
    unpricedCalls,
    partlyPricedCalls,
    estimated,
    durationMs,
    ttftMs,
    tpotMs,
  } = row;
  return {
    calls,
    errors,
    tokens,
    callsWithoutTokens,
    costNanoUsd,
    unpricedCalls,
    partlyPricedCalls,
    estimated,
    durationMs,
    ttftMs,
    tpotMs,
  };
}

function expectQuantiles({ n, ...values }: Quantiles, { n: exactN, ...exact }: Quantiles): void {
  expect(n).toBe(exactN);
  expectClose(values, exact);
}

type Values = Readonly<Record<string, number | null>>;

/** Quantiles are close to the exact ones; everything else is exact. */
function expectClose(values: Values, exact: Values): void {
  expect(Object.keys(values)).toEqual(Object.keys(exact));
  for (const [key, value] of Object.entries(values)) {
    const wanted = exact[key] ?? null;
    if (value === null || wanted === null || !/^p\d\d$/.test(key)) expect(value).toBe(wanted);
    else
      expect(Math.abs(value / Math.max(wanted, SMALLEST_MS) - 1)).toBeLessThanOrEqual(
        QUANTILE_ERROR * 1.0001,
      );
  }
}

/** First and last are stored to the millisecond in the rollups, and calls start between. */
function sameSeen({
  firstSeen,
  lastSeen,
  versions,
  lastVersion,
}: {
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly versions: number;
  readonly lastVersion: string | null;
}): object {
  return { firstSeen, lastSeen, versions, lastVersion };
}

function newIds(): Pick<Call, "traceId" | "spanId"> {
  const { traceId, spanId } = callWith();
  return { traceId, spanId };
}

/** Cells by name. Squares are sums of floats, in another order from every table; those of tokens are by row. */
function named({ cells }: CellsResult): Record<string, object> {
  return Object.fromEntries(
    cells.map(({ of, inputTokens, outputTokens, ...sums }) => [
      JSON.stringify(of),
      { ...rounded(sums), inputTokens: [inputTokens.n, inputTokens.sum], outputTokens: outputTokens.sum },
    ]),
  );
}

function rounded(sums: object): object {
  return JSON.parse(
    JSON.stringify(sums, (_, value: unknown) =>
      typeof value === "number" ? Number(value.toPrecision(8)) : value,
    ),
  );
}

function floor(time: number, unit: number): number {
  return Math.floor(time / unit) * unit;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
