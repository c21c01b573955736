import fc from "fast-check";
import { expect, test } from "vitest";
import type { Settled } from "../observation.ts";
import { call, callWithoutUsage, context, failedCall, inBatch, letter } from "./observed.case.ts";
import { Settler } from "./settler.ts";

const options = { quietMs: 2_000, holdMs: 15_000, contextKeepMs: 600_000, maxHeld: 1_000 };

function names({ calls }: Settled): string[] {
  return calls.map(({ call }) => letter(call.spanId));
}

function lateNames({ late }: Settled): string[] {
  return late.map(({ spanId, rule, intoSpanId }) => `${letter(spanId)} ${rule} ${letter(intoSpanId)}`);
}

test("a complete trace settles after two quiet seconds, not before", () => {
  const settler = new Settler(options);
  settler.add(inBatch(1, call("a")), 0);
  expect(names(settler.take(1_999))).toEqual([]);
  settler.add(inBatch(1, context("b", null)), 1_999);
  expect(names(settler.take(3_998))).toEqual([]);
  expect(names(settler.take(3_999))).toEqual(["a"]);
  expect(settler.waiting).toBe(0);
});

test("a trace whose parent is missing waits for it, but no longer than it may", () => {
  const settler = new Settler(options);
  settler.add(inBatch(1, call("a", { parent: "p" })), 0);
  expect(names(settler.take(14_999))).toEqual([]);
  expect(names(settler.take(15_000))).toEqual(["a"]);
});

test("a parent that comes in time hands down its names", () => {
  const settler = new Settler(options);
  settler.add(inBatch(1, call("a", { parent: "p" })), 0);
  expect(names(settler.take(5_000))).toEqual([]);
  settler.add(inBatch(2, context("p", null, { prompt: "greet" })), 5_000);
  expect(settler.take(7_000).calls[0]?.call.prompt).toBe("greet");
});

test("a parent in another process is not waited for", () => {
  const settler = new Settler(options);
  settler.add(inBatch(1, call("a", { parent: "p", parentIsRemote: true })), 0);
  expect(names(settler.take(2_000))).toEqual(["a"]);
});

test("a trace that never falls silent settles all the same", () => {
  const settler = new Settler(options);
  for (let second = 0; second < 15; second += 1) {
    settler.add(inBatch(second, call(String.fromCodePoint(97 + second))), second * 1_000);
    expect(names(settler.take(second * 1_000))).toEqual([]);
  }
  expect(names(settler.take(15_000))).toHaveLength(15);
});

test("a call that comes after its parents settled still inherits from them", () => {
  const settler = new Settler(options);
  settler.add(inBatch(1, context("p", null, { prompt: "greet" })), 0);
  settler.take(2_000);
  settler.add(inBatch(2, call("a", { parent: "p" })), 500_000);
  expect(settler.takeAll(500_000).calls[0]?.call.prompt).toBe("greet");
});

test("after ten minutes a settled trace is forgotten, and the memory with it", () => {
  const settler = new Settler(options);
  settler.add(inBatch(1, context("p", null, { prompt: "greet" })), 0);
  settler.take(2_000);
  expect(settler.held).toBe(1);
  settler.take(602_000);
  expect(settler.held).toBe(0);
  settler.add(inBatch(2, call("a", { parent: "p" })), 602_000);
  expect(settler.takeAll(602_000).calls[0]?.call.prompt).toBeNull();
});

test("an agent minutes after its calls is late: it is not stored beside them", () => {
  const settler = new Settler(options);
  settler.add(inBatch(1, call("b", { parent: "a" }), call("c", { parent: "a", at: 200 })), 0);
  expect(names(settler.take(15_000))).toEqual(["b", "c"]);
  settler.add(inBatch(2, call("a", { call: { inputTokens: 240 } })), 120_000);
  const settled = settler.takeAll(120_000);
  expect(names(settled)).toEqual([]);
  expect(lateNames(settled)).toEqual(["a parent_with_usage b"]);
  expect(settled.released).toEqual(new Map([[2, 1]]));
});

test("an inner or outer view that comes late is not counted beside the one that settled", () => {
  const outer = call("a", { scope: "outer@1" });
  const inner = call("b", { parent: "a" });
  for (const [first, second, story] of [
    [outer, inner, "b nested_instrumentation a"],
    [inner, outer, "a nested_instrumentation b"],
  ] as const) {
    const settler = new Settler(options);
    settler.add(inBatch(1, first), 0);
    expect(settler.takeAll(0).calls).toHaveLength(1);
    settler.add(inBatch(2, second), 60_000);
    const settled = settler.takeAll(60_000);
    expect(names(settled)).toEqual([]);
    expect(lateNames(settled)).toEqual([story]);
  }
});

test("what is sent again after it settled is a copy of the record that stands for it", () => {
  const settler = new Settler(options);
  const attempt = { parent: "p", perAttempt: true };
  const spans = [context("p", null), failedCall("a", attempt), call("b", { ...attempt, at: 150 })];
  settler.add(inBatch(1, ...spans), 0);
  expect(names(settler.take(2_000))).toEqual(["b"]);
  settler.add(inBatch(2, ...spans), 3_000);
  const settled = settler.takeAll(3_000);
  expect(names(settled)).toEqual([]);
  expect(lateNames(settled)).toEqual(["a same_span b", "b same_span b"]);
  expect(settled.released).toEqual(new Map([[2, 3]]));
});

test("a copy counts in the batch that it came in", () => {
  const settler = new Settler(options);
  settler.add(inBatch(7, call("a")), 0);
  settler.add(inBatch(8, call("a")), 1);
  const { calls, released } = settler.takeAll(1);
  expect(calls).toMatchObject([{ batch: 7, absorbed: [{ batch: 8, rule: "same_span" }] }]);
  expect(released).toEqual(
    new Map([
      [7, 1],
      [8, 1],
    ]),
  );
});

/** A call whose parent is still missing, in a trace of its own. */
function childIn(trace: string) {
  return { traceId: trace.repeat(16), parent: "p" };
}

test("when room runs out remembered traces are forgotten first, then the oldest waiting ones settle", () => {
  const settler = new Settler({ ...options, maxHeld: 3 });
  settler.add(inBatch(1, call("a", childIn("a1"))), 0);
  settler.takeAll(0);
  settler.add(inBatch(2, call("b", childIn("b1")), call("c", childIn("c1")), call("d", childIn("d1"))), 1);
  expect(settler.held).toBe(3);
  expect(names(settler.take(1))).toEqual([]);
  settler.add(inBatch(3, call("e", childIn("e1")), call("f", childIn("f1"))), 2);
  expect(names(settler.take(2))).toEqual(["b", "c"]);
  expect(settler.held).toBeLessThanOrEqual(3);
});

test("a root span that never ends does not keep every call below it in memory", () => {
  const settler = new Settler({ ...options, maxHeld: 1_000_000 });
  for (let round = 0; round < 8; round += 1) {
    const calls = Array.from({ length: 1_000 }, (_, i) => call(`${round}-${i}`, { parent: "root" }));
    settler.add(inBatch(round, ...calls), round * 20_000);
    expect(settler.take(round * 20_000 + 15_000).calls).toHaveLength(1_000);
  }
  expect(settler.held).toBe(5_000);
});

test("everything added is released exactly once, by its batch, whenever it is taken", () => {
  const ids = ["a", "b", "c", "d"];
  const step = fc.record({
    id: fc.constantFrom(...ids),
    parent: fc.constantFrom(undefined, ...ids),
    trace: fc.constantFrom("11", "22"),
    make: fc.constantFrom(call, callWithoutUsage, failedCall),
    perAttempt: fc.boolean(),
    scope: fc.constantFrom("inner@1", "outer@1"),
    batch: fc.nat(3),
    waitMs: fc.constantFrom(0, 500, 2_500, 16_000, 700_000),
    take: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), fc.constantFrom(2, 5, 1_000), (steps, maxHeld) => {
      const settler = new Settler({ ...options, maxHeld });
      const added = new Map<number, number>();
      const released = new Map<number, number>();
      let stored = 0;
      let now = 0;
      const count = (settled: Settled) => {
        for (const [batch, n] of settled.released) released.set(batch, (released.get(batch) ?? 0) + n);
        stored += settled.late.length;
        for (const { absorbed } of settled.calls) stored += 1 + absorbed.length;
      };
      for (const { id, parent, trace, make, batch, waitMs, take, ...sketch } of steps) {
        now += waitMs;
        const observation = make(id, {
          ...sketch,
          traceId: trace.repeat(16),
          ...(parent === undefined ? {} : { parent }),
        });
        settler.add(inBatch(batch, observation), now);
        added.set(batch, (added.get(batch) ?? 0) + 1);
        if (take) count(settler.take(now));
      }
      count(settler.takeAll(now));
      expect(released).toEqual(added);
      expect(stored).toBe(steps.length);
      expect(settler.waiting).toBe(0);
      expect(settler.held).toBeLessThanOrEqual(maxHeld);
    }),
    { numRuns: 1_000 },
  );
});
