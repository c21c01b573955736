/** What a run may spend, and when it has to stop so that it spends no more than that and what is in flight. */
export class Budget {
  readonly #maxNanoUsd: number;
  #spent = 0;
  #priced = 0;
  #inFlight = 0;

  /** @param maxUsd null = any */
  constructor(maxUsd: number | null) {
    this.#maxNanoUsd = maxUsd === null ? Infinity : maxUsd * 1e9;
  }

  get spentNanoUsd(): number {
    return this.#spent;
  }

  /** Calls in flight are counted at the mean of those that ended, since they will be paid for. */
  get isUsedUp(): boolean {
    const mean = this.#priced === 0 ? 0 : this.#spent / this.#priced;
    return this.#spent + this.#inFlight * mean >= this.#maxNanoUsd;
  }

  begin(): void {
    this.#inFlight += 1;
  }

  /** @param nanoUsd null = the call has no price */
  end(nanoUsd: number | null): void {
    this.#inFlight -= 1;
    this.add(nanoUsd);
  }

  /** Money that was spent before, by the run that is resumed. */
  add(nanoUsd: number | null): void {
    if (nanoUsd === null) return;
    this.#spent += nanoUsd;
    this.#priced += 1;
  }
}
