import fc from "fast-check";
import { expect, test } from "vitest";
import type { Observation } from "../observation.ts";
import { call, callWithoutUsage, context, failedCall, inBatch, letter } from "./observed.case.ts";
import { Settler } from "./settler.ts";

function settle(...observations: readonly Observation[]) {
  const settler = new Settler();
  settler.add(inBatch(1, ...observations), 0);
  return settler.takeAll(0).calls.toSorted((a, b) => (a.call.spanId < b.call.spanId ? -1 : 1));
}

/** Who stands, and who went into whom by which rule: `b <- a nested_instrumentation`. */
function story(...observations: readonly Observation[]): string[] {
  return settle(...observations).map(({ call, absorbed }) =>
    [letter(call.spanId), ...absorbed.map(({ spanId, rule }) => `<- ${letter(spanId)} ${rule}`)].join(" "),
  );
}

const outer = { scope: "outer@2.0" };

test("the same span twice is one call", () => {
  expect(story(call("a"), call("a"))).toEqual(["a <- a same_span"]);
});

test("of two copies of a span the one that ended later counts, whatever came first", () => {
  const open = callWithoutUsage("a", { call: { durationMs: 5 } });
  const ended = call("a", { call: { durationMs: 100 } });
  for (const order of [
    [open, ended],
    [ended, open],
  ]) {
    expect(settle(...order)).toMatchObject([{ call: { durationMs: 100, inputTokens: 120 } }]);
  }
});

test("a call inside a call of another instrumentation is one call with the inner numbers and the outer names", () => {
  const [settled] = settle(
    call("a", {
      ...outer,
      call: { inputTokens: 7, responseId: "r", user: "u", finishReason: "stop", stream: true },
    }),
    call("b", { parent: "a", at: 3 }),
  );
  expect(settled?.call).toMatchObject({
    inputTokens: 120,
    responseId: "r",
    user: "u",
    finishReason: "stop",
    stream: true,
    notes: ["nested_instrumentation_merged"],
  });
  expect(settled?.absorbed).toMatchObject([{ rule: "nested_instrumentation" }]);
});

test("what the inner view never saw comes from the outer one, all counts together", () => {
  const [settled] = settle(
    call("a", { ...outer, call: { cacheReadTokens: 64, ttftMs: 30, notes: ["tokens_as_text"] } }),
    callWithoutUsage("b", { parent: "a", at: 10 }),
  );
  expect(settled?.call).toMatchObject({
    inputTokens: 120,
    cacheReadTokens: 64,
    tokenSource: "reported",
    ttftMs: 20,
    notes: ["tokens_as_text", "nested_instrumentation_merged"],
  });
});

test("what only the outer collector saw stays with the call, its times from where the inner one starts", () => {
  const gaps = { count: 9, p50Ms: 1, p99Ms: 2, maxMs: 3 };
  const seen = { headersMs: 30, gaps, retryWaitMs: 5, requestId: "req_1", toolCalls: 1, experiment: "e" };
  const origin = { version: "v1", versionLabel: "candidate", gitCommit: "31afeb8" };
  const [settled] = settle(
    call("a", { ...outer, call: { ...seen, ...origin, prompt: "p" } }),
    call("b", { parent: "a", at: 10 }),
  );
  expect(settled?.call).toMatchObject({ ...seen, ...origin, headersMs: 20 });
});

test("three instrumentations in each other, with spans of no dialect between them, are one call", () => {
  const top = call("a", { scope: "top@1" });
  const middle = call("c", { scope: "middle@1", parent: "b" });
  expect(story(top, context("b", "a"), middle, context("d", "c"), call("e", { parent: "d" }))).toEqual([
    "e <- a nested_instrumentation <- c nested_instrumentation",
  ]);
});

test("a parent that repeats the usage of its calls is not counted", () => {
  expect(story(call("a"), call("b", { parent: "a" }), call("c", { parent: "a", at: 200 }))).toEqual([
    "b <- a parent_with_usage",
    "c",
  ]);
  const sum = call("a", { ...outer, call: { inputTokens: 240 } });
  expect(story(sum, call("b", { parent: "a" }), call("c", { parent: "a", at: 200 }))).toEqual([
    "b <- a parent_with_usage",
    "c",
  ]);
});

test("a parent of the same scope over a call without usage keeps what it knows", () => {
  expect(story(call("a"), callWithoutUsage("b", { parent: "a" }))).toEqual(["a", "b"]);
});

test("an agent that only looks like a call gives way to any call below, also one without usage", () => {
  const agent = call("a", { claim: "inferred" });
  expect(story(agent, callWithoutUsage("b", { parent: "a" }))).toEqual(["b <- a parent_with_usage"]);
  expect(story(agent)).toEqual(["a"]);
});

test("attempts under one parent are one call that starts with the first", () => {
  const attempt = { parent: "p", perAttempt: true };
  const [settled] = settle(
    context("p", null, { prompt: "greet" }),
    failedCall("a", { ...attempt, call: { attempts: 1 } }),
    failedCall("b", { ...attempt, at: 150, call: { attempts: 1 } }),
    call("c", { ...attempt, at: 300, call: { attempts: 1, ttftMs: 40, headersMs: 35, stream: true } }),
  );
  expect(settled?.call).toMatchObject({
    attempts: 3,
    errorClass: null,
    durationMs: 400,
    ttftMs: 340,
    headersMs: 335,
    retryWaitMs: 100,
    tpotMs: 60 / 44,
    prompt: "greet",
    notes: ["attempts_merged"],
  });
  expect(settled?.absorbed.map(({ rule, spanId }) => `${letter(spanId)} ${rule}`)).toEqual([
    "a attempt",
    "b attempt",
  ]);
});

test("a call that failed on every attempt is one failed call", () => {
  const attempt = { parent: "p", perAttempt: true };
  const calls = settle(
    context("p", null),
    failedCall("a", attempt),
    failedCall("b", { ...attempt, at: 150 }),
  );
  expect(calls).toMatchObject([{ call: { attempts: 2, errorClass: "overloaded" } }]);
});

test("steps of a tool loop, parallel calls and other models are no attempts of each other", () => {
  const sibling = { parent: "p", perAttempt: true };
  const parent = context("p", null);
  expect(story(parent, call("a", sibling), call("b", { ...sibling, at: 150 }))).toEqual(["a", "b"]);
  expect(story(parent, failedCall("a", sibling), call("b", { ...sibling, at: 50 }))).toEqual(["a", "b"]);
  const other = call("b", { ...sibling, at: 150, call: { requestModel: "gpt-5-mini" } });
  expect(story(parent, failedCall("a", sibling), other)).toEqual(["a", "b"]);
  expect(story(parent, failedCall("a", { parent: "p" }), call("b", { parent: "p", at: 150 }))).toEqual([
    "a",
    "b",
  ]);
});

test("a retry in step two belongs to step two", () => {
  const step = { parent: "p", perAttempt: true };
  expect(
    story(
      context("p", null),
      call("a", step),
      failedCall("b", { ...step, at: 150 }),
      call("c", { ...step, at: 300 }),
      call("d", { ...step, at: 450 }),
    ),
  ).toEqual(["a", "c <- b attempt", "d"]);
});

test("retries of a client inside one call of a framework are attempts of that call", () => {
  expect(
    story(
      call("a", outer),
      failedCall("b", { parent: "a" }),
      failedCall("c", { parent: "a", at: 120 }),
      call("d", { parent: "a", at: 240 }),
    ),
  ).toEqual(["d <- a nested_instrumentation <- b attempt <- c attempt"]);
});

test("names come from the nearest span above that has them; a version comes with its prompt", () => {
  const [settled] = settle(
    context("a", null, { prompt: "top", version: "1", user: "u", team: "growth", tags: ["x"] }),
    context("b", "a", { prompt: "near", session: "s" }),
    call("c", { parent: "b", call: { team: "own" } }),
  );
  expect(settled?.call).toMatchObject({
    prompt: "near",
    version: null,
    promptSource: "named",
    user: "u",
    session: "s",
    team: "own",
    tags: ["x"],
  });
});

test("a version without a prompt keeps to itself until a span above names the prompt", () => {
  const versioned = { call: { version: "v1.2" } };
  expect(settle(call("a", versioned))[0]?.call).toMatchObject({ prompt: null, version: "v1.2" });
  const named = settle(
    context("p", null, { prompt: "greet", version: "9" }),
    call("a", { ...versioned, parent: "p" }),
  );
  expect(named[0]?.call).toMatchObject({ prompt: "greet", version: "v1.2" });
});

test("a namespace is the team only where nothing above names one", () => {
  expect(settle(call("a", { fallbackTeam: "shop" }))[0]?.call.team).toBe("shop");
  const named = settle(
    context("p", null, { team: "growth" }),
    call("a", { parent: "p", fallbackTeam: "shop" }),
  );
  expect(named[0]?.call.team).toBe("growth");
});

test("a call that nothing changes is handed on as the very same object", () => {
  const observation = call("a");
  expect(settle(observation)[0]?.call).toBe(observation.call);
});

test("equal calls of two instrumentations in two traces at one time are kept and suspected", () => {
  const view = { traceId: "bb".repeat(16), scope: "outer@2.0" };
  const calls = settle(call("a"), call("b", { ...view, at: 1, call: { durationMs: 98 } }));
  expect(calls.map(({ call: { notes } }) => notes)).toEqual([["possible_duplicate"], ["possible_duplicate"]]);
});

test.each([
  ["the same instrumentation", { scope: "inner@9" }, {}],
  ["another time", { at: 500 }, {}],
  ["times that only overlap", { at: 50 }, {}],
  ["other tokens", {}, { outputTokens: 46 }],
  ["another model", {}, { requestModel: "gpt-5-mini" }],
  ["another service", {}, { service: "other" }],
  ["another response id", {}, { responseId: "r2" }],
])("%s is no duplicate", (_why, sketch, change) => {
  const view = call("b", { traceId: "bb".repeat(16), ...outer, ...sketch, call: change });
  const calls = settle(call("a", { call: { responseId: "r1" } }), view);
  expect(calls.flatMap(({ call: { notes } }) => notes)).toEqual([]);
});

test("parents that lie in a circle neither hang nor swallow each other", () => {
  const circle = [call("a", { ...outer, parent: "b" }), call("b", { parent: "a" })];
  expect(settle(...circle)).toHaveLength(1);
  expect(story(call("a", { parent: "a" }))).toEqual(["a"]);
});

test("whatever the tree, no observation is lost or counted twice, and no order matters", () => {
  const ids = ["a", "b", "c", "d", "e", "f"];
  const node = (id: string) =>
    fc
      .record({
        parent: fc.constantFrom(undefined, ...ids),
        make: fc.constantFrom(call, callWithoutUsage, failedCall),
        isContext: fc.boolean(),
        scope: fc.constantFrom("inner@1", "outer@1"),
        claim: fc.constantFrom<("stated" | "inferred")[]>("stated", "inferred"),
        perAttempt: fc.boolean(),
        at: fc.integer({ min: 0, max: 400 }),
      })
      .map(({ make, isContext, parent, ...sketch }) =>
        isContext
          ? context(id, parent ?? null)
          : make(id, parent === undefined ? sketch : { ...sketch, parent }),
      );
  const trees = fc.tuple(...ids.map(node)).chain((spans) =>
    fc.record({
      spans: fc.constant(spans),
      shuffled: fc.shuffledSubarray(spans, { minLength: spans.length }),
    }),
  );
  fc.assert(
    fc.property(trees, ({ spans, shuffled }) => {
      const calls = spans.filter(({ kind }) => kind === "call").length;
      const settled = settle(...spans);
      const counted = settled.flatMap(({ call, absorbed }) => [
        call.spanId,
        ...absorbed.map(({ spanId }) => spanId),
      ]);
      expect(counted).toHaveLength(calls);
      expect(new Set(counted).size).toBe(calls);
      expect(settle(...shuffled).map(({ call }) => call)).toEqual(settled.map(({ call }) => call));
      expect(story(...shuffled)).toEqual(story(...spans));
    }),
    { numRuns: 1_000 },
  );
});
