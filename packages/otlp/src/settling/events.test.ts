import fc from "fast-check";
import { expect, test } from "vitest";
import type { Call } from "@promptprof/model";
import type { Observation, Settled } from "../observation.ts";
import { call, callWithoutUsage, context, event, facts, inBatch, letter } from "./observed.case.ts";
import { Settler } from "./settler.ts";

function settle(...observations: readonly Observation[]): Settled {
  const settler = new Settler();
  settler.add(inBatch(1, ...observations), 0);
  return settler.takeAll(0);
}

function story({ calls, late }: Settled): string[] {
  return [
    ...calls.map(({ call, absorbed }) =>
      [letter(call.spanId), ...absorbed.map(({ spanId, rule }) => `<- ${letter(spanId)} ${rule}`)].join(" "),
    ),
    ...late.map(({ spanId, rule, intoSpanId }) => `${letter(spanId)} ${rule} late ${letter(intoSpanId)}`),
  ];
}

test("an event and its span are one call: the span's numbers stand, the event fills what it does not say", () => {
  const span = call("a", { call: { responseId: null, finishReason: null } });
  const told = { inputTokens: 999, responseId: "r", finishReason: "stop", user: "u", prompt: "greet" };
  const settled = settle(event("a", { call: told }), span);
  expect(story(settled)).toEqual(["a <- a details_event"]);
  expect(settled.calls[0]?.call).toMatchObject({
    inputTokens: 120,
    durationMs: 100,
    responseId: "r",
    finishReason: "stop",
    user: "u",
    prompt: "greet",
    notes: ["details_event_merged"],
  });
});

test("tokens that only the event reports are the call's, all counts together", () => {
  const told = { cacheReadTokens: 64, ttftMs: 10 };
  const [settled] = settle(
    callWithoutUsage("a", { call: { cacheWriteTokens: null } }),
    event("a", { call: told }),
  ).calls;
  expect(settled?.call).toMatchObject({
    inputTokens: 120,
    cacheReadTokens: 64,
    outputTokens: 45,
    tokenSource: "reported",
    tpotMs: 90 / 44,
  });
});

test("an event whose span never came is a call of unknown duration that says so", () => {
  const settler = new Settler();
  settler.add(inBatch(1, event("a", { at: 50 }), event("a", { at: 20, call: { responseId: "r" } })), 0);
  expect(settler.take(14_999).calls).toEqual([]);
  const settled = settler.take(15_000);
  expect(story(settled)).toEqual(["a <- a details_event"]);
  expect(settled.calls[0]?.call).toMatchObject({
    durationMs: null,
    responseId: "r",
    notes: ["event_without_span", "details_event_merged"],
  });
});

test("an event of a span that is no call is a call that inherits, and gives way to any call below", () => {
  const agent = context("a", "p", { session: "s" });
  const above = context("p", null, { user: "u" });
  expect(settle(above, event("a"), agent).calls[0]?.call).toMatchObject({ user: "u" });
  expect(story(settle(above, event("a"), agent, callWithoutUsage("b", { parent: "a" })))).toEqual([
    "b <- a parent_with_usage",
  ]);
});

test("an event that comes after its span settled is late, and so is a span after its event", () => {
  for (const [first, second] of [
    [call("a"), event("a")],
    [event("a"), call("a")],
  ] as const) {
    const settler = new Settler();
    settler.add(inBatch(1, first), 0);
    expect(settler.takeAll(0).calls).toHaveLength(1);
    settler.add(inBatch(2, second), 60_000);
    const settled = settler.takeAll(60_000);
    expect(story(settled)).toEqual(["a details_event late a"]);
    expect(settled.released).toEqual(new Map([[2, 1]]));
  }
});

test("facts make no call, fill the finish reason of their span, and are remembered for a span that takes minutes", () => {
  const settler = new Settler();
  settler.add(inBatch(1, facts("a", { finishReason: "stop" })), 0);
  expect(settler.take(14_999).released).toEqual(new Map());
  const early = settler.take(15_000);
  expect(early).toEqual({ calls: [], late: [], released: new Map([[1, 1]]) });
  settler.add(inBatch(2, call("a")), 200_000);
  const [settled] = settler.take(202_000).calls;
  expect(settled).toMatchObject({ absorbed: [], call: { finishReason: "stop" } });
  settler.add(inBatch(3, facts("a", { finishReason: "length" })), 203_000);
  expect(settler.takeAll(203_000)).toEqual({ calls: [], late: [], released: new Map([[3, 1]]) });
  expect(settler.held).toBe(1);
});

test("facts that tell nothing new leave the call as it was", () => {
  const span = call("a", { call: { finishReason: "stop" } });
  expect(settle(span, facts("a", { finishReason: "stop" })).calls[0]?.call).toBe(span.call);
});

test("an exception is the failure of a call without an answer; one inside a call with an answer was handled", () => {
  const failed = facts("a", { errorClass: "rate_limit", errorType: "RateLimitError" });
  expect(settle(callWithoutUsage("a"), failed).calls[0]?.call).toMatchObject({
    errorClass: "rate_limit",
    errorType: "RateLimitError",
    notes: ["details_event_merged"],
  });
  expect(settle(call("a"), failed).calls[0]?.call.errorClass).toBeNull();
  const answered = settle(callWithoutUsage("a"), failed, facts("a", { finishReason: "stop" }));
  expect(answered.calls[0]?.call).toMatchObject({ errorClass: null, finishReason: "stop" });
});

test("tens of thousands of events of one span settle in a moment", () => {
  const settler = new Settler();
  const start = performance.now();
  const events = Array.from({ length: 20_000 }, (_, i) => event("a", { at: i % 1_000 }));
  settler.add(inBatch(1, ...events), 0);
  expect(settler.held).toBe(20_001);
  const settled = settler.takeAll(0);
  expect(settled.calls[0]?.absorbed).toHaveLength(19_999);
  expect(settler.held).toBe(1);
  expect(performance.now() - start).toBeLessThan(10_000);
});

test("an instrumentation that sends events is waited for where a call says no tokens", () => {
  const settler = new Settler();
  settler.add(inBatch(1, callWithoutUsage("a")), 0);
  expect(settler.take(2_000).calls).toHaveLength(1);
  settler.add(inBatch(1, facts("a", { finishReason: "stop" })), 4_000);
  settler.add(inBatch(2, callWithoutUsage("b", { traceId: "bb".repeat(16) })), 10_000);
  settler.add(inBatch(2, call("c", { traceId: "cc".repeat(16) })), 10_000);
  expect(story(settler.take(12_000))).toEqual(["c"]);
  settler.add(inBatch(3, event("b", { traceId: "bb".repeat(16) })), 14_000);
  expect(story(settler.take(16_000))).toEqual(["b <- b details_event"]);
});

// Few ids, so that spans, events and facts of one call, of its parent and of strangers meet all the time.
const ids = ["a", "b", "c"];
const observation: fc.Arbitrary<Observation> = fc
  .record({
    id: fc.constantFrom(...ids),
    make: fc.constantFrom("call", "callWithoutUsage", "event", "eventWithoutUsage", "facts", "context"),
    parent: fc.constantFrom(undefined, ...ids),
    word: fc.constantFrom("x", "y", null),
    at: fc.nat(3),
    counted: fc.constantFrom(null, 5, 7),
  })
  .map(({ id, make, parent, word, at, counted }) => {
    const nothing = { inputTokens: null, outputTokens: null, tokenSource: "absent" } as const;
    const usage = make.endsWith("WithoutUsage") ? nothing : {};
    const sketch = { at, call: { responseId: word, ...usage } };
    const estimate =
      counted === null ? null : { ...NO_NOTES, inputTokens: counted, outputTokens: at === 0 ? null : at };
    if (make === "facts") {
      const told = word === null ? ({ errorClass: "timeout" } as const) : { finishReason: word };
      if (estimate === null || at > 1) return facts(id, told, { estimate });
      return facts(id, told, { messages: [{ ...estimate, id: `${counted}-${at}` }] });
    }
    if (make === "context") return context(id, parent ?? null, { session: word });
    const made = make.startsWith("event")
      ? event(id, sketch)
      : call(id, { ...sketch, ...(parent === undefined ? {} : { parent }) });
    return { ...made, estimate };
  });

const NO_NOTES = { encoding: "o200k_base", notes: [] } as const;

test("in any order and any batches the same records come out, and a second time none", () => {
  const shuffled = fc.array(observation, { maxLength: 9 }).chain((observations) =>
    fc.record({
      observations: fc.constant(observations),
      order: fc.shuffledSubarray(observations, { minLength: observations.length }),
      cut: fc.nat(observations.length),
    }),
  );
  fc.assert(
    fc.property(shuffled, ({ observations, order, cut }) => {
      // A context has one version of each span, or who is told first would be inherited from.
      const once = (list: readonly Observation[]) =>
        list.filter(
          (one) => one.kind !== "context" || observations.find((first) => sameContext(first, one)) === one,
        );
      const settler = new Settler();
      settler.add(inBatch(1, ...once(order.slice(0, cut))), 0);
      settler.add(inBatch(2, ...once(order.slice(cut))), 1);
      const settled = settler.takeAll(1);
      expect(sorted(settled)).toEqual(sorted(settle(...once(observations))));
      const added = once(order).filter(({ kind }) => kind === "call").length;
      const counted = settled.calls.reduce((sum, { absorbed }) => sum + 1 + absorbed.length, 0);
      expect(counted).toBe(added);
      settler.add(inBatch(3, ...once(order)), 2);
      const again = settler.takeAll(2);
      expect(again.calls).toEqual([]);
      expect(again.late).toHaveLength(added);
    }),
    { numRuns: 2_000 },
  );
});

function sorted({ calls }: Settled): Call[] {
  return calls.map(({ call }) => call).toSorted((a, b) => (a.spanId < b.spanId ? -1 : 1));
}

function sameContext(a: Observation, b: Observation): boolean {
  return a.kind === "context" && b.kind === "context" && a.spanId === b.spanId;
}
