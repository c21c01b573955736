import type { Call } from "@promptprof/model";
import type { PriceCorrection, ReceivedCall, Store, TimeRange } from "@promptprof/store";
import type { RepriceAnswer } from "../contract.ts";
import { holdLease } from "../jobs/hold-lease.ts";
import { iso } from "../http/question-time.ts";
import { ChangedModels } from "./changed-models.ts";
import { PriceSums } from "./price-sums.ts";
import { repriceCall } from "./reprice-call.ts";

/** One insert of the store, some 20 MB of calls in memory at once. */
const PAGE_CALLS = 20_000;

/** A price takes some 3 us; between slices, requests that came meanwhile have their turn. */
const SLICE_CALLS = 1_000;

export interface RepriceRange extends TimeRange {
  readonly project?: string;
}

/** Renewed while it runs; so long a re-pricing of a server that died keeps the others away. */
const TERM_MS = 30_000;

type RepricedStore = Pick<Store, "storedCalls" | "correctPrices" | "totals" | "takeLease">;

/** Another re-pricing is at work, and two would each add their difference. Answered with 409. */
export class RepricingError extends Error {
  override readonly name = "RepricingError";
  readonly statusCode = 409;
}

/**
 * Prices stored calls anew, with the price list and the configuration of today, and writes what differs as
 * corrections. Only differences are written, so a second run finds none, and one that was cut short goes on where it
 * stopped when it is run again.
 */
export class Repricer {
  readonly #store: RepricedStore;
  readonly #price: (call: Call) => Call;
  readonly #now: () => number;

  constructor(store: RepricedStore, price: (call: Call) => Call, now: () => number) {
    this.#store = store;
    this.#price = price;
    this.#now = now;
  }

  /** @throws RepricingError while another one writes, in this server or in another one of the store */
  async reprice(range: RepriceRange, write: boolean): Promise<RepriceAnswer> {
    if (!write) return this.#run(range, null);
    const lease = await this.#store.takeLease({ name: "reprice", termMs: TERM_MS });
    if (lease === null)
      throw new RepricingError("a re-pricing is being written; ask again when it has ended");
    try {
      return await holdLease(lease, { termMs: TERM_MS, now: this.#now }, (lost) => this.#run(range, lost));
    } finally {
      await lease.release();
    }
  }

  /** @param lost when nothing may be written any more; null = nothing is written at all */
  async #run(range: RepriceRange, lost: AbortSignal | null): Promise<RepriceAnswer> {
    const { current, source } = await this.#store.totals(range);
    const [before, after, models] = [new PriceSums(), new PriceSums(), new ChangedModels()];
    let calls = 0;
    let changed = 0;
    for await (const page of this.#pages(range)) {
      const corrections: PriceCorrection[] = [];
      for (const received of page) {
        const { call } = received;
        const repriced = repriceCall(call, this.#price);
        before.add(call);
        after.add(repriced ?? call);
        calls += 1;
        if (calls % SLICE_CALLS === 0) await new Promise((resolve) => setImmediate(resolve));
        if (repriced === null) continue;
        models.add(call, repriced);
        corrections.push({ received, price: priceOf(repriced) });
      }
      changed += corrections.length;
      if (lost === null || corrections.length === 0) continue;
      if (lost.aborted) throw new RepricingError("the store gave this re-pricing away; run it again");
      await this.#store.correctPrices(corrections);
    }
    // A range cut to whole buckets counts calls beside it too, of which nothing can be said.
    const isExact = source.from >= range.from && source.to <= range.to;
    return {
      from: iso(range.from),
      to: iso(range.to),
      calls,
      changed,
      expiredCalls: isExact ? Math.max(0, current.calls - calls) : 0,
      before: before.sums(),
      after: after.sums(),
      models: models.largestFirst(),
      written: lost !== null,
    };
  }

  async *#pages(range: RepriceRange): AsyncGenerator<readonly ReceivedCall[]> {
    let after: Call | null = null;
    do {
      const page: readonly ReceivedCall[] = await this.#store.storedCalls({
        ...range,
        after,
        limit: PAGE_CALLS,
      });
      if (page.length > 0) yield page;
      after = page.length < PAGE_CALLS ? null : (page.at(-1)?.call ?? null);
    } while (after !== null);
  }
}

function priceOf({ costNanoUsd, pricing, notes }: Call): PriceCorrection["price"] {
  return { costNanoUsd, pricing, notes };
}
