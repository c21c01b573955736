/** How time passes: the real one, or that of a test. */
export interface Clock {
  /** Epoch ms. */
  readonly now: () => number;
  /** Resolves after so many ms, at once when the signal ends it. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Spreads the attempts of a run over time: between two starts there is a minute divided by the limit, and nothing
 * starts while a provider has asked to wait. Callers see to it themselves how many are in flight.
 */
export class Throttle {
  readonly #spacingMs: number;
  readonly #clock: Clock;
  readonly #notBefore = new Map<string, number>();
  #next = 0;

  /** @param requestsPerMinute null = as fast as they answer */
  constructor(requestsPerMinute: number | null, clock: Clock) {
    this.#spacingMs = requestsPerMinute === null ? 0 : 60_000 / requestsPerMinute;
    this.#clock = clock;
  }

  /** Resolves when an attempt with a provider may start. */
  async turn(provider: string, signal: AbortSignal): Promise<void> {
    const now = this.#clock.now();
    const at = Math.max(now, this.#next, this.#notBefore.get(provider) ?? 0);
    this.#next = Math.max(this.#next, now) + this.#spacingMs;
    if (at > now) await this.#clock.sleep(at - now, signal);
  }

  /** A provider asks to be left alone for a while: all its calls wait, not the refused one alone. */
  pause(provider: string, ms: number): void {
    const until = this.#clock.now() + ms;
    this.#notBefore.set(provider, Math.max(until, this.#notBefore.get(provider) ?? 0));
  }
}
