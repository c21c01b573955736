import { setImmediate as nextTurn } from "node:timers/promises";
import type { RequestFacts, SegmentHasher } from "@promptprof/anatomy";
import { anatomyOf } from "../../call/anatomy-of.ts";
import type { BatchedRequest } from "../../call/batched-call.ts";
import type { CallContext } from "../../call/with-context.ts";
import { NO_CONTENT } from "../../content/content-filter.ts";
import { neverThrow } from "../../never-throw.ts";

/** Over all batches; about 1 KB each, so 10 MB. */
const MOST_REQUESTS = 10_000;
/** An anatomy takes some 50 µs; after this many others get their turn. */
const AT_ONCE = 50;
const MOST_DATES = 1000;

/** The requests of the batches that this process made: the newest, as many as there is room for. */
export class BatchMemory {
  readonly #hasher: SegmentHasher;
  readonly #batches = new Map<string, Map<string, BatchedRequest>>();
  readonly #dates = new Map<string, number>();
  #requests = 0;

  constructor(hasher: SegmentHasher) {
    this.#hasher = hasher;
  }

  find(batchId: string, customId: string): BatchedRequest | null {
    return this.#batches.get(batchId)?.get(customId) ?? null;
  }

  /** When a batch was made, epoch milliseconds; null = not known. */
  dateOf(batchId: string): number | null {
    return this.#dates.get(batchId) ?? null;
  }

  date(batchId: string, createdAt: number): void {
    if (Number.isNaN(createdAt)) return;
    this.#dates.set(batchId, createdAt);
    const oldest = this.#dates.size > MOST_DATES ? this.#dates.keys().next().value : undefined;
    if (oldest !== undefined) this.#dates.delete(oldest);
  }

  async remember(
    batchId: string,
    requests: readonly (readonly [customId: string, request: RequestFacts])[],
    context: CallContext,
  ): Promise<void> {
    const batch = new Map<string, BatchedRequest>();
    this.#batches.set(batchId, batch);
    for (const [index, [customId, request]] of requests.slice(0, MOST_REQUESTS).entries()) {
      if (index % AT_ONCE === AT_ONCE - 1) await nextTurn();
      const anatomy = neverThrow(() => anatomyOf(request, this.#hasher, NO_CONTENT), null);
      if (anatomy === null) continue;
      batch.set(customId, { model: request.model, anatomy, context });
      this.#requests += 1;
    }
    this.#forgetOldest();
  }

  #forgetOldest(): void {
    for (const [id, batch] of this.#batches) {
      if (this.#requests <= MOST_REQUESTS) return;
      this.#batches.delete(id);
      this.#requests -= batch.size;
    }
  }
}
