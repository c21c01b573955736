import assert from "node:assert/strict";
import type { Observation, Settled, SettledCall, Settler } from "@promptprof/otlp";
import { addReasons } from "../journal/batch-counts.ts";
import type { AcknowledgedBatch } from "../journal/batch-writer.ts";
import type { Absorbed, ObservationId } from "../journal/settlement.ts";
import type { OpenBatch } from "./open-batch.ts";
import type { RoundCall } from "./round.ts";

/** One insert: large enough that the engine's cost per insert (27 ms) is small beside it, and done in half a second. */
const ROUND_CALLS_MAX = 20_000;

/**
 * Everything acknowledged and not yet in the store. In memory up to a number of calls; beyond that batches are parked:
 * their file is in the journal and only their counts are here, until there is room. A start after a crash is the same
 * case: all batches found are parked.
 */
export class Backlog {
  readonly #settler: Settler;
  readonly #callsMax: number;
  readonly #open = new Map<number, OpenBatch>();
  /** Oldest first; what comes while one is parked is parked behind it, so that batches settle in order. */
  readonly #parked: number[] = [];
  readonly #ready: SettledCall[] = [];
  #late: Absorbed[] = [];
  #inMemory = 0;

  constructor(settler: Settler, callsMax: number) {
    this.#settler = settler;
    this.#callsMax = callsMax;
  }

  get open(): ReadonlyMap<number, OpenBatch> {
    return this.#open;
  }

  /** Rounds that what is ready makes; at least one, for batches that are complete without a call. */
  get readyRounds(): number {
    return Math.max(1, Math.ceil(this.#ready.length / ROUND_CALLS_MAX));
  }

  /** Takes in a batch that is durable now. */
  acknowledge({ batch, counts, observations }: AcknowledgedBatch, now: number): void {
    this.restore({ batch, counts, waiting: counts.calls, loaded: null });
    if (this.nextToLoad() === batch) this.load(batch, observations, now);
  }

  /** Takes in a batch of which the journal has the observations. */
  restore(batch: OpenBatch): void {
    this.#open.set(batch.batch, batch);
    this.#parked.push(batch.batch);
  }

  /** The parked batch whose turn it is, if there is room for one. An empty memory always has room. */
  nextToLoad(): number | null {
    if (this.#inMemory > 0 && this.#inMemory >= this.#callsMax) return null;
    // A round that a crash cut short may have completed it meanwhile.
    while (this.#parked[0] !== undefined && !this.#open.has(this.#parked[0])) this.#parked.shift();
    return this.#parked[0] ?? null;
  }

  /** @param observations those of the batch on which no earlier round decided */
  load(batch: number, observations: readonly Observation[], now: number): void {
    assert(this.#parked.shift() === batch, "batches are loaded in order");
    const calls = observations.filter((observation) => observation.kind === "call");
    this.#batch(batch).loaded = {
      held: observations.length,
      contexts: observations.length - calls.length,
      originals: new Set(calls.map(({ call }) => call)),
    };
    this.#inMemory += observations.length;
    this.#settler.add(
      observations.map((observation) => ({ observation, batch })),
      now,
    );
  }

  /** Gives up a parked batch whose file cannot be read: its calls are lost, and counted as that. */
  lose(number: number): void {
    assert(this.#parked.shift() === number, "batches are loaded in order");
    const batch = this.#batch(number);
    const { calls, rejected } = batch.counts;
    batch.counts = {
      ...batch.counts,
      calls: calls - batch.waiting,
      rejected: addReasons(rejected, { journal_damaged: batch.waiting }),
    };
    batch.waiting = 0;
    batch.loaded = { held: 0, contexts: 0, originals: new Set() };
  }

  /** Moves what has settled by now to the calls that are ready; with `all`, the unsettled too. */
  settle(now: number, all: boolean): void {
    const { calls, late, released }: Settled = all ? this.#settler.takeAll(now) : this.#settler.take(now);
    for (const call of calls) this.#ready.push(call);
    for (const { batch, rule, traceId, spanId } of late) this.#late.push({ batch, rule, traceId, spanId });
    for (const [batch, n] of released) {
      const { loaded } = this.#batch(batch);
      assert(loaded !== null && loaded.held >= n, "the settler let go of more than it was given");
      loaded.held -= n;
    }
  }

  /** The next calls to store and the batches that are complete with them; null when there is nothing to do. */
  nextDecision(): { calls: RoundCall[]; late: Absorbed[]; completes: number[] } | null {
    const calls = this.#ready.splice(0, ROUND_CALLS_MAX).map((settled) => this.#decide(settled));
    const late = this.#late;
    this.#late = [];
    const decided = countByBatch([
      ...calls.flatMap(({ decided }) => [decided, ...decided.absorbed]),
      ...late,
    ]);
    const completes = [...this.#open.values()]
      .filter(({ batch, loaded, waiting }) => loaded?.held === 0 && waiting === (decided.get(batch) ?? 0))
      .map(({ batch }) => batch);
    return calls.length + late.length + completes.length === 0 ? null : { calls, late, completes };
  }

  /** Forgets what is in the store now. A batch whose file was set aside at the start is not known here. */
  forget(observations: readonly ObservationId[], completes: readonly number[]): void {
    for (const { batch: number } of observations) {
      const batch = this.#open.get(number);
      if (batch === undefined) continue;
      batch.waiting -= 1;
      if (batch.loaded !== null) this.#inMemory -= 1;
    }
    for (const batch of completes) {
      this.#inMemory -= this.#open.get(batch)?.loaded?.contexts ?? 0;
      this.#open.delete(batch);
    }
  }

  #decide({ call, batch, absorbed }: SettledCall): RoundCall {
    // Another observation of the same ids may stand in the same batch, and the journal tells the two apart by nothing.
    const unchanged = absorbed.length === 0 && this.#batch(batch).loaded?.originals.delete(call) === true;
    const decided = {
      batch,
      traceId: call.traceId,
      spanId: call.spanId,
      absorbed,
      call: unchanged ? null : call,
    };
    return { call, decided };
  }

  #batch(number: number): OpenBatch {
    const batch = this.#open.get(number);
    assert(batch !== undefined, `batch ${number} is not open`);
    return batch;
  }
}

function countByBatch(observations: readonly ObservationId[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { batch } of observations) counts.set(batch, (counts.get(batch) ?? 0) + 1);
  return counts;
}
