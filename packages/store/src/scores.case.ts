import { callKey, type Call, type Score } from "@promptprof/model";
import { expect, test } from "vitest";
import { callWith, DAY, received, YESTERDAY } from "./call-with.case.ts";
import type { Store } from "./store.ts";

/** A score of a call by the ids of its span, given an hour after it. */
function scoreOf({ project, traceId, spanId, startTime }: Call, fields: Partial<Score> = {}): Score {
  const rest = { label: null, id: null, responseId: null, time: startTime + 3_600_000 };
  return { project, name: "helpful", source: "rule", value: 1, traceId, spanId, ...rest, ...fields };
}

/** A score that names its call by the response alone. */
function byResponse(call: Call, fields: Partial<Score> = {}): Score {
  return scoreOf(call, { traceId: null, spanId: null, responseId: call.responseId, ...fields });
}

/** Scores and the calls they belong to, whichever came first. */
export function scoreCases(store: () => Store): void {
  const scoresOf = async (call: Call): Promise<readonly Score[]> =>
    (await store().scoresOf([call])).get(callKey(call)) ?? [];

  test("a score comes back as it was at the call it names by span or by response, also before the call", async () => {
    const call = callWith({ project: "scored", responseId: "resp 'scored'" });
    const odd = { name: "a\tb'c", label: "\\N", id: "one", value: -0.1, source: null } as const;
    const scores = [scoreOf(call, odd), byResponse(call, { name: "tone", value: null, label: "warm" })];
    await store().recordScores(scores);
    expect(await store().scoresWithCall(scores)).toEqual(new Set());
    expect(await scoresOf(call)).toEqual(scores);
    await store().insert(received([call]));
    expect(await store().scoresWithCall(scores)).toEqual(new Set(scores));
  });

  test("the same score again replaces the older one by its time, however it names its call", async () => {
    const call = callWith({ project: "again", responseId: "resp again" });
    const first = scoreOf(call, { value: 0 });
    const corrected = byResponse(call, { value: 1, time: first.time + 1 });
    const late = scoreOf(call, { value: 0.5, time: first.time - 1 });
    for (const one of [first, first, corrected, late]) await store().recordScores([one]);
    expect(await scoresOf(call)).toEqual([corrected]);
    const other = scoreOf(call, { id: "second reader" });
    await store().recordScores([other]);
    expect(await scoresOf(call)).toHaveLength(2);
  });

  test("sent twice at one time, the one that came last stands", async () => {
    const call = callWith({ project: "one time" });
    await store().recordScores([scoreOf(call, { value: 0 })]);
    await store().recordScores([scoreOf(call, { value: 1 })]);
    expect(await scoresOf(call)).toMatchObject([{ value: 1 }]);
  });

  test("a call that nobody scored has no scores, and a response id decides over the span it was sent from", async () => {
    const judged = callWith({ responseId: "resp judged" });
    const judge = callWith({ responseId: "resp judge" });
    await store().recordScores([scoreOf(judge, { responseId: "resp judged" })]);
    const found = await store().scoresOf([judged, judge, callWith()]);
    expect([judged, judge].map((call) => found.get(callKey(call))?.length ?? 0)).toEqual([1, 0]);
    expect(await store().scoresOf([])).toEqual(new Map());
  });

  test("means count each call's newest score once, by version, name and source", async () => {
    const project = "means";
    const version = (name: string, n: number): Call[] =>
      Array.from({ length: n }, (_, i) => callWith({ project, version: name, responseId: `${name} ${i}` }));
    const [v1, v2] = [version("v1", 3), version("v2", 2)];
    await store().insert(received([...v1, ...v2]));
    await store().recordScores([
      ...v1.map((call, i) => scoreOf(call, { value: i === 0 ? 1 : 0 })),
      ...v1.map((call) => byResponse(call, { value: 1, time: call.startTime + 7_200_000 })),
      ...v2.map((call, i) => byResponse(call, { value: i })),
      ...v2.map((call, i) => scoreOf(call, { name: "stars", source: "person", value: i + 3 })),
      scoreOf(v2[0] ?? callWith(), { name: "tone", value: null, label: "warm" }),
      scoreOf(callWith({ project })),
    ]);
    const range = { project, from: YESTERDAY, to: YESTERDAY + DAY };
    const rule = { name: "helpful", source: "rule" };
    expect((await store().scoreMeans({ ...range, by: "version" })).scores).toEqual([
      { group: "v1", ...rule, n: 3, mean: 1, share: 1 },
      { group: "v2", ...rule, n: 2, mean: 0.5, share: 0.5 },
      { group: "v2", name: "stars", source: "person", n: 2, mean: 3.5, share: null },
      { group: "v2", name: "tone", source: "rule", n: 0, mean: null, share: null },
    ]);
    for (const [by, group] of [
      ["model", "gpt-5-mini-2026-02-01"],
      ["prompt", "answer"],
    ] as const) {
      const { scores, source } = await store().scoreMeans({ ...range, by });
      expect(source).toEqual({ table: "calls", step: 0, from: range.from, to: range.to, upTo: null });
      const [means] = scores;
      expect(means).toEqual({ group, ...rule, n: 5, mean: 0.8, share: 0.8 });
    }
    const one = await store().scoreMeans({ ...range, by: null, name: "helpful", version: "v1" });
    expect(one.scores).toEqual([{ group: null, ...rule, n: 3, mean: 1, share: 1 }]);
  });
}
