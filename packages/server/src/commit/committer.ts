import type { TimeRange } from "@promptprof/store";
import type { LedgerAnswer } from "../contract.ts";
import type { BatchClock } from "../journal/batch-clock.ts";
import { DamagedFileError } from "../journal/journal-errors.ts";
import { decidedObservations, type ObservationId } from "../journal/settlement.ts";
import { ledgerAnswer } from "../ledger/ledger-answer.ts";
import { wholeHours } from "../ledger/receipt-hour.ts";
import { Exclusive } from "./exclusive.ts";
import { newRound, type Round } from "./round.ts";
import { runRound, type RoundTools } from "./round-runner.ts";
import { withoutDecided } from "./without-decided.ts";

export interface CommitterOptions extends RoundTools {
  readonly clock: BatchClock;
  /** The wall clock, for numbers. */
  readonly now: () => number;
  /** A clock that never goes back, for waiting times. */
  readonly steadyNow: () => number;
  /** Rounds that a crash may have cut short, oldest first. */
  readonly unfinished: readonly Round[];
  /** Observations on which an earlier round decided, of batches that are parked. */
  readonly decided: readonly ObservationId[];
  readonly onLost: (batch: number, error: DamagedFileError) => void;
}

/** Brings what is acknowledged into the store, round by round, and knows at any moment what is not there yet. */
export class Committer {
  readonly #options: CommitterOptions;
  readonly #serial = new Exclusive();
  /** The round under way; at the start, also those that a crash cut short. */
  readonly #rounds: Round[];
  readonly #decided: Map<number, ObservationId[]>;
  /** What the store has of the round under way is not known: an attempt failed, or a crash came between. */
  #uncertain: boolean;
  #ending = false;

  constructor(options: CommitterOptions) {
    this.#options = options;
    this.#rounds = [...options.unfinished];
    this.#uncertain = this.#rounds.length > 0;
    const cutShort = this.#rounds.flatMap(({ settlement }) => decidedObservations(settlement));
    this.#decided = byBatch([...options.decided, ...cutShort]);
  }

  /** Lets spans become calls whose time has come; the next commit stores them. */
  settle(): void {
    const { backlog, steadyNow } = this.#options;
    backlog.settle(steadyNow(), false);
  }

  /**
   * Stores what has settled by now; with `all` everything acknowledged, settled or not.
   *
   * @throws what the store or the disk throws; everything is kept, and the next call goes on where this one stopped
   */
  async commit({ all }: { all: boolean }): Promise<void> {
    const { backlog, steadyNow } = this.#options;
    await this.#serial.run(async () => {
      await this.#runRounds();
      do {
        await this.#loadParked();
        backlog.settle(steadyNow(), all);
        await this.#runRounds();
      } while (backlog.nextToLoad() !== null && !this.#ending);
    });
  }

  /** A commit ends with the round that is under way; what is left of it stays in the journal. */
  endAfterRound(): void {
    this.#ending = true;
  }

  /** Runs work between two commits: nothing is decided, stored or forgotten meanwhile. */
  async paused<T>(work: () => Promise<T>): Promise<T> {
    return this.#serial.run(work);
  }

  /** @throws StoreUnavailableError when the store does not answer, or does not say how far the last round came */
  async ledger(range: TimeRange): Promise<LedgerAnswer> {
    if (this.#uncertain) await this.commit({ all: false });
    const hours = wholeHours(range);
    const { store, backlog, storeSteps } = this.#options;
    return storeSteps.run(async () => {
      const stored = await store.ledger(hours);
      return ledgerAnswer(stored, hours, backlog.open.values(), this.#rounds[0] ?? null);
    });
  }

  /** Rounds for what is ready now; what becomes ready meanwhile is the next commit's, or a commit would never end. */
  async #runRounds(): Promise<void> {
    const rounds = this.#rounds.length + this.#options.backlog.readyRounds;
    for (let n = 0; n < rounds && !this.#ending; n++) {
      const round = this.#nextRound();
      if (round === null) return;
      await this.#run(round);
    }
  }

  async #run(round: Round): Promise<void> {
    try {
      await runRound(round, this.#options);
    } catch (error) {
      this.#uncertain = true;
      throw error;
    }
    this.#rounds.shift();
    this.#uncertain = this.#rounds.length > 0 && this.#uncertain;
  }

  /** The round that was cut short, else a new one of what is ready. */
  #nextRound(): Round | null {
    const cutShort = this.#rounds[0];
    if (cutShort !== undefined) return cutShort;
    const { backlog, clock, now } = this.#options;
    const decision = backlog.nextDecision();
    if (decision === null) return null;
    const { calls, late, completes } = decision;
    const decided = calls.map((call) => call.decided);
    const settlement = { number: clock.next(now()), calls: decided, late, completes };
    const round = newRound(settlement, calls, "decide");
    this.#rounds.push(round);
    return round;
  }

  async #loadParked(): Promise<void> {
    const { backlog } = this.#options;
    for (let batch = backlog.nextToLoad(); batch !== null; batch = backlog.nextToLoad())
      await this.#load(batch);
  }

  async #load(batch: number): Promise<void> {
    const { backlog, journal, steadyNow, onLost } = this.#options;
    try {
      const observations = await journal.readBatch(batch);
      backlog.load(batch, withoutDecided(observations, this.#decided.get(batch) ?? []), steadyNow());
      this.#decided.delete(batch);
    } catch (error) {
      if (!(error instanceof DamagedFileError)) throw error;
      backlog.lose(batch);
      onLost(batch, error);
    }
  }
}

function byBatch(observations: readonly ObservationId[]): Map<number, ObservationId[]> {
  const batches = new Map<number, ObservationId[]>();
  for (const observation of observations) {
    const sameBatch = batches.get(observation.batch);
    if (sameBatch === undefined) batches.set(observation.batch, [observation]);
    else sameBatch.push(observation);
  }
  return batches;
}
