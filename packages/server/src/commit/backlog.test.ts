import { Settler } from "@promptprof/otlp";
import { expect, test } from "vitest";
import { arrivalOf, callObservation, contextObservation } from "../journal/observation.case.ts";
import { Backlog } from "./backlog.ts";

const NOW = Date.UTC(2026, 10, 24, 12);
const QUIET_MS = 1000;

function backlogOf(callsMax: number): Backlog {
  return new Backlog(new Settler({ quietMs: QUIET_MS }), callsMax);
}

function batchOf(batch: number, calls: number) {
  const observations = Array.from({ length: calls }, (_, span) => callObservation(batch, span));
  return { batch, observations, counts: arrivalOf(observations).counts };
}

test("a call becomes ready when it has settled, and its batch is complete with it", () => {
  const backlog = backlogOf(100);
  backlog.acknowledge(batchOf(1, 2), NOW);
  backlog.settle(NOW + QUIET_MS - 1, false);
  expect(backlog.nextDecision()).toBeNull();
  backlog.settle(NOW + QUIET_MS, false);
  const decision = backlog.nextDecision();
  expect(decision).toMatchObject({ completes: [1], late: [] });
  expect(decision?.calls).toHaveLength(2);
});

test("a call that settled as it came need not be written again, one that inherited must", () => {
  const backlog = backlogOf(100);
  const plain = callObservation(1, 1);
  const context = contextObservation(2, 1);
  const unnamed = callObservation(2, 2, { parent: 1 });
  const child = { ...unnamed, call: { ...unnamed.call, prompt: null } };
  const observations = [plain, context, child];
  backlog.acknowledge({ batch: 1, observations, counts: arrivalOf(observations).counts }, NOW);
  backlog.settle(NOW, true);
  const contents = backlog.nextDecision()?.calls.map(({ decided }) => decided.call);
  expect(contents).toEqual([null, expect.objectContaining({ prompt: "outer" })]);
});

test("a batch without calls is complete at once", () => {
  const backlog = backlogOf(100);
  const counts = arrivalOf([], { negative_tokens: 3 }).counts;
  backlog.acknowledge({ batch: 1, observations: [], counts }, NOW);
  expect(backlog.nextDecision()).toEqual({ calls: [], late: [], completes: [1] });
});

test("beyond what memory may hold, batches are parked, and loaded in order when there is room", () => {
  const backlog = backlogOf(4);
  for (const batch of [1, 2, 3]) backlog.acknowledge(batchOf(batch, 3), NOW);
  expect([...backlog.open.values()].map(({ loaded }) => loaded !== null)).toEqual([true, true, false]);
  expect(backlog.nextToLoad()).toBeNull();
  backlog.settle(NOW, true);
  const decision = backlog.nextDecision();
  expect(decision?.completes).toEqual([1, 2]);
  backlog.forget(decision?.calls.map(({ decided }) => decided) ?? [], [1, 2]);
  expect(backlog.nextToLoad()).toBe(3);
  backlog.acknowledge(batchOf(4, 1), NOW);
  expect(backlog.open.get(4)?.loaded).toBeNull();
  backlog.load(3, batchOf(3, 3).observations, NOW);
  expect(backlog.nextToLoad()).toBe(4);
});

test("a batch larger than memory may hold is loaded when memory is empty", () => {
  const backlog = backlogOf(4);
  backlog.acknowledge(batchOf(1, 10), NOW);
  expect(backlog.open.get(1)?.loaded).not.toBeNull();
});

test("a batch that cannot be read is lost, and counted as that", () => {
  const backlog = backlogOf(1);
  backlog.restore({ batch: 1, counts: batchOf(1, 3).counts, waiting: 2, loaded: null });
  backlog.lose(1);
  expect(backlog.open.get(1)).toMatchObject({
    waiting: 0,
    counts: { calls: 1, rejected: { journal_damaged: 2 } },
  });
  expect(backlog.nextDecision()).toEqual({ calls: [], late: [], completes: [1] });
});
