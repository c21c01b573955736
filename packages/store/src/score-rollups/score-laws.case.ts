import { SCORE_SOURCES, type Call, type Score } from "@promptprof/model";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callWith, DAY, received } from "../call-with.case.ts";
import { storeOn } from "../engine-store.ts";
import type { Engine } from "../engine.ts";
import type { ScoreMean, Store } from "../store.ts";

const NOW = Date.now();
/** On a whole hour, so that both ways read the same range. */
const RANGE = { from: Math.floor(NOW / DAY) * DAY - 60 * DAY, to: Math.floor(NOW / DAY) * DAY + 2 * DAY };

/** Of the calls: two months, some in one hour. */
const AGES = [0, 1000, 2 * DAY, 2 * DAY + 5000, 8 * DAY, 30 * DAY, 30 * DAY + 1, 59 * DAY];
const CALLS = AGES.length;

/** One thing that happens to a store. */
type Step =
  | { readonly kind: "call"; readonly call: number }
  | { readonly kind: "score"; readonly score: GivenScore }
  | { readonly kind: "run" };

interface GivenScore {
  readonly call: number;
  readonly by: "span" | "response" | "both";
  readonly name: string;
  readonly source: Score["source"];
  readonly id: string | null;
  readonly value: number | null;
  /** Hours after the call; a later score may carry an earlier time. */
  readonly after: number;
}

const value = fc.oneof(
  fc.constantFrom(0, 1, null, 0.1, -0.3, 1e12, -1e12, 5e-10),
  fc.double({ min: -1000, max: 1000, noNaN: true }),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("call" as const), call: fc.nat({ max: CALLS - 1 }) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("score" as const),
      score: fc.record({
        call: fc.nat({ max: CALLS - 1 }),
        by: fc.constantFrom("span" as const, "response" as const, "both" as const),
        name: fc.constantFrom("helpful", "tone"),
        source: fc.constantFrom(...SCORE_SOURCES.slice(0, 2), null),
        id: fc.constantFrom(null, null, "one"),
        value,
        after: fc.nat({ max: 3 }),
      }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("run" as const) }) },
);

/** Whatever comes in which order and whenever the sums are made: they are those of the single scores. */
export function scoreLaws(engineName: string, open: () => Promise<Engine>): void {
  describe(`sums of scores on ${engineName}`, () => {
    let engine: Engine;
    let single: Store;
    let summed: Store;
    /** Another server on the same store. */
    let other: Store;
    beforeAll(async () => {
      engine = await open();
      single = await storeOn(engine, { singleCallsMax: Infinity });
      summed = await storeOn(engine, { singleCallsMax: -1 });
      other = await storeOn(engine);
    });
    afterAll(() => engine.close());

    let world = 0;

    test("after any order of calls, scores, replaced scores and runs they equal the single scores", async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 24 }), async (steps) => {
          world += 1;
          const project = `world ${world}`;
          const calls = callsOf(project);
          let runs = 0;
          for (const one of steps) {
            if (one.kind === "call")
              await single.insert(received(calls.slice(one.call, one.call + 1), NOW * 1000));
            if (one.kind === "score") await single.recordScores([scoreOf(one.score, calls)]);
            if (one.kind === "run") await (runs++ % 3 === 2 ? other : summed).sumScores("new");
          }
          await summed.sumScores("new");
          expect(await summed.sumScores("new")).toBe(0);
          await expectSame(single, summed, project);
        }),
        { numRuns: 6, seed: 7, endOnFailure: true },
      );
    });

    test("to look at everything finds nothing more", async () => {
      expect(await other.sumScores("all")).toBe(0);
    });

    test("an insert that was cut between the changes and their sums is applied by whoever comes next", async () => {
      const calls = callsOf("cut");
      await single.insert(received(calls, NOW * 1000));
      await single.recordScores([scoreOf(SCORE, calls)]);
      const views = ["score_hour_view", "score_day_view"];
      for (const view of views) await engine.execute(`DETACH TABLE ${view}`);
      await summed.sumScores("new");
      for (const view of views) await engine.execute(`ATTACH TABLE ${view}`);
      expect(await other.sumScores("new")).toBe(0);
      await expectSame(single, summed, "cut");
    });

    test("the answer says that it was read from sums, of which whole hours, and up to when", async () => {
      const before = Date.now();
      await summed.sumScores("new");
      const range = { from: RANGE.from + 1, to: RANGE.to - DAY - 1 };
      const { source } = await summed.scoreMeans({ project: "cut", ...range, by: null });
      expect(source).toMatchObject({ table: "score_day", step: DAY, from: RANGE.from, to: RANGE.to - DAY });
      expect(source.upTo).toBeGreaterThanOrEqual(before);
      const team = await summed.scoreMeans({ project: "cut", ...range, by: null, team: "care" });
      expect(team.source.table).toBe("calls");
      expect(team.scores).toHaveLength(1);
      expect(await summed.scoreSums({ project: "cut", ...range, by: null, team: "care" })).toBeNull();
    });

    // The last one: what comes after it comes before a clock of the future.
    test("a score that no run has seen come is found by the look at everything", async () => {
      const [calls, others] = [callsOf("hidden"), callsOf("seen")];
      await single.insert(received(calls, NOW * 1000));
      const future = await storeOn(engine, { now: () => NOW + 3 * DAY });
      await future.insert(received(others, NOW * 1000));
      await future.recordScores([scoreOf(SCORE, others)]);
      expect(await summed.sumScores("new")).toBe(1);
      await single.recordScores([scoreOf(SCORE, calls)]);
      expect(await summed.sumScores("new")).toBe(0);
      expect(await summed.sumScores("all")).toBe(1);
      await expectSame(single, summed, "hidden");
    });
  });
}

const SCORE: GivenScore = {
  call: 0,
  by: "span",
  name: "helpful",
  source: "rule",
  id: null,
  value: 1,
  after: 1,
};

/** Some without a response id. */
function callsOf(project: string): Call[] {
  return Array.from({ length: CALLS }, (_, i) =>
    callWith({
      project,
      version: `v${i % 3}`,
      startTime: NOW - 1 - (AGES[i] ?? 0),
      responseId: i % 4 === 3 ? null : `${project} ${i}`,
    }),
  );
}

function scoreOf({ call: n, by, after, ...fields }: GivenScore, calls: readonly Call[]): Score {
  const call = calls[n] ?? callWith();
  const { project, traceId, spanId, startTime } = call;
  const byResponse = by !== "span" && call.responseId !== null;
  const bySpan = by !== "response" || !byResponse;
  return {
    project,
    ...fields,
    label: fields.value === null ? "warm" : null,
    traceId: bySpan ? traceId : null,
    spanId: bySpan ? spanId : null,
    responseId: byResponse ? call.responseId : null,
    time: startTime + after * 3_600_000,
  };
}

async function expectSame(single: Store, summed: Store, project: string): Promise<void> {
  for (const by of ["version", null] as const) {
    const exact = await single.scoreMeans({ project, ...RANGE, by });
    const sums = await summed.scoreMeans({ project, ...RANGE, by });
    expect(exact.source.table).toBe("calls");
    expect(sums.source).toMatchObject({ table: "score_day", ...RANGE });
    expect(sums.scores.map(withoutMeans)).toEqual(exact.scores.map(withoutMeans));
    for (const [i, { mean, share }] of sums.scores.entries()) {
      expectClose(mean, exact.scores[i]?.mean ?? null);
      expectClose(share, exact.scores[i]?.share ?? null);
    }
    const squares = await single.scoreSums({ project, ...RANGE, by });
    const summedSquares = await summed.scoreSums({ project, ...RANGE, by });
    expect(summedSquares).toHaveLength(sums.scores.length);
    for (const [i, { meanSquare }] of (summedSquares ?? []).entries()) {
      expectClose(meanSquare, squares?.[i]?.meanSquare ?? null);
    }
  }
}

/** Sums are of whole billionths, and a mean of floats errs in its last digits. */
function expectClose(mean: number | null, exact: number | null): void {
  if (mean === null || exact === null) expect(mean).toBe(exact);
  else expect(Math.abs(mean - exact)).toBeLessThanOrEqual(1e-9 + Math.abs(exact) * 1e-12);
}

function withoutMeans({ mean: _mean, share: _share, ...row }: ScoreMean): object {
  return row;
}
