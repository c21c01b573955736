import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Settler, type Observation } from "@promptprof/otlp";
import { StoreUnavailableError } from "@promptprof/store";
import fc from "fast-check";
import assert from "node:assert/strict";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { LedgerAnswer } from "../contract.ts";
import { BatchClock } from "../journal/batch-clock.ts";
import { receivedOf, sumOf } from "../journal/batch-counts.ts";
import { BatchWriter } from "../journal/batch-writer.ts";
import {
  arrivalOf,
  callObservation,
  contextObservation,
  factsObservation,
} from "../journal/observation.case.ts";
import { decodeSettlement } from "../journal/settlement.ts";
import { recoverJournal } from "../journal/recover-journal.ts";
import { Backlog } from "./backlog.ts";
import { Committer } from "./committer.ts";
import { Exclusive } from "./exclusive.ts";
import { Crash, MemoryStore, type Fault } from "./memory-store.case.ts";
import { restoreBacklog } from "./restore-backlog.ts";
import { unfinishedRound } from "./unfinished-round.ts";

const EVER = { from: 0, to: Date.UTC(2100, 0, 1) };

/** One life of the server after another, on one folder and one store, with a clock that the test turns. */
class World {
  readonly store = new MemoryStore();
  readonly folder: string;
  /** Two minutes before a full hour, so that histories cross one. */
  now = Date.UTC(2026, 10, 24, 11, 58);
  acknowledged = 0;
  #committer: Committer | null = null;
  #writer: BatchWriter | null = null;

  constructor(folder: string) {
    this.folder = folder;
  }

  async start(): Promise<void> {
    const recovered = await recoverJournal(this.folder);
    assert.deepEqual(recovered.damaged, []);
    const { journal } = recovered;
    const clock = new BatchClock(recovered.last);
    const now = (): number => this.now;
    const backlog = new Backlog(new Settler({ quietMs: 2000, holdMs: 8000, contextKeepMs: 30_000 }), 6);
    const unfinished = [];
    for (const settlement of recovered.unfinished)
      unfinished.push(await unfinishedRound(settlement, journal));
    const decided = restoreBacklog(backlog, recovered);
    this.#committer = new Committer({
      store: this.store,
      journal,
      backlog,
      clock,
      now,
      steadyNow: now,
      unfinished,
      decided,
      price: (call) => call,
      storeSteps: new Exclusive(),
      onLost: (_batch, error) => {
        throw error;
      },
    });
    this.#writer = new BatchWriter(journal, clock, now, (batch) => backlog.acknowledge(batch, this.now));
  }

  async receive(observations: readonly Observation[], rejected: Record<string, number>): Promise<void> {
    const arrival = arrivalOf(observations, rejected);
    await this.#writer?.add(arrival);
    this.acknowledged += receivedOf(arrival.counts);
  }

  /** Does something; when the process dies in it, the next one takes over. */
  async live(work: (committer: Committer) => Promise<unknown>): Promise<void> {
    try {
      if (this.#committer !== null) await work(this.#committer);
    } catch (error) {
      if (error instanceof Crash) await this.start();
      else if (!(error instanceof StoreUnavailableError)) throw error;
    }
  }

  /** A stop that catches a commit in the middle and has no time for the rest of it. */
  async stop(ticks: number): Promise<void> {
    await this.live(async (committer) => {
      const committing = committer.commit({ all: true });
      for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
      committer.endAfterRound();
      await committing;
    });
    await this.start();
  }

  /** A power cut after the work: the files that it removed are there again, as far as the removal was not yet flushed. */
  async loseRemovals(work: (committer: Committer) => Promise<unknown>): Promise<void> {
    const before = mkdtempSync(join(tmpdir(), "promptprof-before-"));
    cpSync(this.folder, before, { recursive: true });
    await this.live(work);
    for (const batch of this.#completed()) {
      if (existsSync(join(before, `${batch}.batch`))) {
        cpSync(join(before, `${batch}.batch`), join(this.folder, `${batch}.batch`));
      }
    }
    rmSync(before, { recursive: true });
    await this.start();
  }

  #completed(): number[] {
    const done = readdirSync(this.folder).filter((name) => name.endsWith(".done"));
    return done.flatMap((name) => decodeSettlement(readFileSync(join(this.folder, name))).completes);
  }

  async settleAll(): Promise<void> {
    this.store.faults.length = 0;
    await this.#running().commit({ all: true });
  }

  async ledgerUnlessDown(): Promise<LedgerAnswer | null> {
    let ledger: LedgerAnswer | null = null;
    await this.live(async () => {
      ledger = await this.ledger();
    });
    return ledger;
  }

  #running(): Committer {
    if (this.#committer === null) throw new Error("not started");
    return this.#committer;
  }

  /** By hours added up and for ever: both must be the same. */
  async ledger(): Promise<LedgerAnswer> {
    const committer = this.#running();
    const ever = await committer.ledger(EVER);
    const noon = Date.UTC(2026, 10, 24, 12);
    const [before, after] = [
      await committer.ledger({ from: 0, to: noon }),
      await committer.ledger({ from: noon, to: EVER.to }),
    ];
    assert.equal(before.received + after.received, ever.received);
    for (const part of [before, after, ever]) expectToAddUp(part);
    return ever;
  }
}

function expectToAddUp({ received, stored, duplicate, rejected, waiting }: LedgerAnswer): void {
  expect({ received, parts: stored + duplicate + sumOf(rejected) + waiting }).toEqual({
    received,
    parts: received,
  });
  for (const part of [received, stored, duplicate, waiting]) expect(part).toBeGreaterThanOrEqual(0);
}

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "promptprof-journal-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

// A small pool of spans, so that copies, nested views, late parents, contexts and events meet all the time.
const observation: fc.Arbitrary<Observation> = fc
  .record({
    trace: fc.nat(2),
    span: fc.nat(3),
    nested: fc.boolean(),
    outer: fc.boolean(),
    context: fc.boolean(),
    event: fc.constantFrom("none", "none", "details", "facts"),
  })
  .map(({ trace, span, nested, outer, context, event }) => {
    if (event === "facts") return factsObservation(trace, span, "stop");
    if (event === "details") return callObservation(trace, span, { claim: "event" });
    return context && span === 3
      ? contextObservation(trace, span)
      : callObservation(trace, span, {
          ...(nested && span > 0 ? { parent: span - 1 } : {}),
          scope: outer ? "outer@1" : "inner@1",
          finishReason: outer ? null : "length",
        });
  });

const fault = fc.constantFrom<Fault>("unavailable", "crash-before", "crash-after");
const event = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("receive"),
      spans: fc.array(observation, { maxLength: 5 }),
      bad: fc.nat(2),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("wait"), ms: fc.constantFrom(100, 2500, 9000, 40_000) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("commit"), all: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("fault"), after: fc.nat(2), fault }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("kill") }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("stop"), ticks: fc.nat(40) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("commit and lose the removals") }) },
);
type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

async function happen(world: World, what: Event): Promise<void> {
  switch (what.kind) {
    case "receive":
      return world.receive(what.spans, what.bad === 0 ? {} : { negative_tokens: what.bad });
    case "wait":
      world.now += what.ms;
      return;
    case "commit":
      return world.live((committer) => committer.commit({ all: what.all }));
    case "fault":
      world.store.faults.push(...Array.from({ length: what.after }, (): Fault => "none"), what.fault);
      return;
    case "kill":
      return world.start();
    case "stop":
      return world.stop(what.ticks);
    default:
      return world.loseRemovals((committer) => committer.commit({ all: true }));
  }
}

test("a span that was merged before a crash does not come back as a call after it", async () => {
  const world = new World(folder);
  await world.start();
  const outer = callObservation(1, 0, { scope: "outer@1" });
  const inner = callObservation(1, 1, { parent: 0 });
  // The outer span's batch stays open, because another call of it waits; the inner span's batch completes and goes.
  await world.receive([outer, callObservation(2, 2, { parent: 9 })], {});
  await world.receive([inner], {});
  world.now += 3000;
  await world.live((committer) => committer.commit({ all: false }));
  expect(await world.ledger()).toMatchObject({ received: 3, stored: 1, duplicate: 1, waiting: 1 });
  await world.start();
  await world.settleAll();
  expect(await world.ledger()).toMatchObject({ received: 3, stored: 2, duplicate: 1, waiting: 0 });
});

test("a round that was cut short after the insert counts its calls once", async () => {
  const world = new World(folder);
  await world.start();
  await world.receive([callObservation(1, 0), callObservation(1, 0)], { negative_tokens: 2 });
  world.store.faults.push("crash-after");
  await world.live((committer) => committer.commit({ all: true }));
  expect(await world.ledger()).toMatchObject({
    received: 4,
    stored: 1,
    duplicate: 1,
    rejected: { negative_tokens: 2 },
    waiting: 0,
  });
});

test("an event counts as received and as a duplicate of its span, before and after a crash in the same batch", async () => {
  const world = new World(folder);
  await world.start();
  const event = callObservation(1, 0, { claim: "event" });
  await world.receive([event, factsObservation(1, 0, "stop"), callObservation(1, 0), event], {});
  world.store.faults.push("crash-before");
  await world.live((committer) => committer.commit({ all: true }));
  expect(await world.ledger()).toMatchObject({ received: 3, stored: 1, duplicate: 2, waiting: 0 });
  expect([...world.store.calls.values()]).toMatchObject([
    { call: { durationMs: 420.5, notes: ["details_event_merged"] } },
  ]);
  await world.receive([event], {});
  await world.settleAll();
  expect(await world.ledger()).toMatchObject({ received: 4, stored: 1, duplicate: 3, waiting: 0 });
});

test("while the store does not answer everything waits, and nothing is asked of it in vain when it is back", async () => {
  const world = new World(folder);
  await world.start();
  await world.receive([callObservation(1, 0)], {});
  world.store.faults.push("unavailable", "unavailable");
  await world.live((committer) => committer.commit({ all: true }));
  await expect(world.ledger()).rejects.toThrow(StoreUnavailableError);
  expect(await world.ledger()).toMatchObject({ received: 1, stored: 1, waiting: 0 });
});

test("received = stored + duplicate + rejected + waiting after any history of requests, commits, outages and crashes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 3, maxLength: 25 }), async (history) => {
      const world = new World(mkdtempSync(join(folder, "life-")));
      await world.start();
      for (const what of history) {
        await happen(world, what);
        const ledger = await world.ledgerUnlessDown();
        if (ledger !== null) expect(ledger.received).toBe(world.acknowledged);
      }
      await world.settleAll();
      const end = await world.ledger();
      expect(end).toMatchObject({ received: world.acknowledged, waiting: 0, stored: world.store.calls.size });
      expect(readdirSync(world.folder).filter((name) => !name.endsWith(".done"))).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
