/** Lets text through up to the first of the stop texts. Holds back an end that may still become one. */
export class StopText {
  found = false;
  readonly #stops: readonly string[];
  #held = "";

  constructor(stops: readonly string[]) {
    this.#stops = stops.filter((stop) => stop !== "");
  }

  /** The part that is certainly no stop text. */
  push(text: string): string {
    const all = this.#held + text;
    const ends = this.#stops.map((stop) => all.indexOf(stop)).filter((index) => index >= 0);
    if (ends.length > 0) {
      this.found = true;
      this.#held = "";
      return all.slice(0, Math.min(...ends));
    }
    const safe = all.length - this.#possibleStart(all);
    this.#held = all.slice(safe);
    return all.slice(0, safe);
  }

  /** What was held back, when no more text comes. */
  end(text: string): string {
    return this.push(text) + this.#held;
  }

  /** Length of the longest end of `text` that is the beginning of a stop text. */
  #possibleStart(text: string): number {
    const longest = Math.max(0, ...this.#stops.map((stop) => stop.length - 1));
    for (let length = Math.min(longest, text.length); length > 0; length -= 1) {
      const end = text.slice(-length);
      if (this.#stops.some((stop) => stop.startsWith(end))) return length;
    }
    return 0;
  }
}
