/**
 * Numbers batches: epoch milliseconds x 1000 plus a sequence, always growing, also when the clock jumps back
 * and when more than 1,000 batches fall into one millisecond. Below 2^53 until the year 2255.
 */
export class BatchClock {
  #last: number;

  /** @param last the highest number ever given out on this journal; 0 for none */
  constructor(last: number) {
    this.#last = last;
  }

  next(now: number): number {
    this.#last = Math.max(this.#last + 1, Math.floor(now) * 1000);
    return this.#last;
  }
}

/** Epoch milliseconds at which a batch was received. */
export function receivedAt(batch: number): number {
  return Math.floor(batch / 1000);
}
