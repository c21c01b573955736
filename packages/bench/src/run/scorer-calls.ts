import type { Slot } from "../cassettes/cassette.ts";
import type { Ask } from "../scorers/scorer.ts";
import type { Budget } from "./budget.ts";
import type { CallSource } from "./call-source.ts";
import type { outcomePricer } from "./price-outcome.ts";
import type { ScorerSpending } from "./run.ts";
import type { Clock } from "./throttle.ts";

interface World {
  readonly source: CallSource;
  readonly price: ReturnType<typeof outcomePricer>;
  readonly budget: Budget;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** What the scorers of one item ask of models: by the source of the run's own calls, and paid from the same money. */
export class ScorerCalls {
  readonly #world: World;
  readonly #slot: Slot;
  #spending: ScorerSpending = { calls: 0, nanoUsd: 0, unpriced: 0 };

  constructor(world: World, slot: Slot) {
    this.#world = world;
    this.#slot = slot;
  }

  /** null = nothing was asked. */
  get spending(): ScorerSpending | null {
    return this.#spending.calls === 0 ? null : this.#spending;
  }

  by(scorer: string): Ask {
    const { source, price, budget, clock, signal } = this.#world;
    return async (provider, request) => {
      budget.begin();
      let spent: number | null = null;
      try {
        const outcome = await source(provider, request, { ...this.#slot, scorer }, signal);
        const startedAt = clock.now() - outcome.durationMs;
        spent = price(outcome, provider.provider, request.model, startedAt).cost?.total ?? null;
        this.#count(spent);
        return outcome;
      } finally {
        budget.end(spent);
      }
    };
  }

  #count(nanoUsd: number | null): void {
    const { calls, nanoUsd: sum, unpriced } = this.#spending;
    this.#spending = {
      calls: calls + 1,
      nanoUsd: sum + (nanoUsd ?? 0),
      unpriced: unpriced + (nanoUsd === null ? 1 : 0),
    };
  }
}
