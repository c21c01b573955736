import type { ModelRequest, Outcome } from "../providers/provider.ts";
import { keyOf, type Recorded, type Slot } from "./cassette.ts";
import { differenceOf } from "./difference.ts";

/** A request of a run that its cassette does not hold. */
export interface Stale {
  /** One line: which request, and what of it differs most likely. */
  readonly message: string;
}

/** Answers from a cassette, with the times that were measured then. */
export class Replayed {
  readonly #file: string;
  readonly #entries: readonly Recorded[];
  /** Requests of scorers are not known before the run: what of them is not held. */
  readonly missed: string[] = [];
  readonly #byKey = new Map<string, readonly Recorded[]>();

  constructor(file: string, entries: readonly Recorded[]) {
    this.#file = file;
    this.#entries = entries;
    for (const entry of entries) this.#byKey.set(entry.key, [...(this.#byKey.get(entry.key) ?? []), entry]);
  }

  /**
   * What a request came to when it was recorded: of several with the same text, the one of its repeat, and of its side
   * where both sides were asked the same. What was the head of one change may be the base of the next.
   */
  outcome(provider: string, request: ModelRequest, slot: Slot): Outcome | Stale {
    const same = (this.#byKey.get(keyOf(provider, request)) ?? []).filter(
      ({ repeat }) => repeat === slot.repeat,
    );
    const found =
      same.find((entry) => entry.case === slot.case && entry.side === slot.side) ??
      same.find((entry) => entry.case === slot.case) ??
      same[0];
    if (found !== undefined) return found.outcome;
    const message = this.#explain(provider, request, slot);
    this.missed.push(message);
    return { message };
  }

  #explain(provider: string, request: ModelRequest, slot: Slot): string {
    const asked = slot.scorer === undefined ? "" : `call of scorer ${slot.scorer} on the `;
    const which = `${asked}${slot.side} of prompt ${slot.prompt}, case ${slot.case}, repeat ${slot.repeat}, provider ${provider}`;
    const like = this.#entries.filter(
      (entry) => entry.prompt === slot.prompt && entry.provider === provider && entry.scorer === slot.scorer,
    );
    const nearest =
      like.find((entry) => entry.case === slot.case && entry.side === slot.side) ??
      like.find((entry) => entry.case === slot.case);
    const why =
      nearest === undefined
        ? whyNone(this.#entries, like, provider, slot)
        : (differenceOf(nearest, request) ?? `it holds no repeat ${slot.repeat}`);
    return `${this.#file} does not hold the ${which}: ${why}`;
  }
}

function whyNone(
  all: readonly Recorded[],
  like: readonly Recorded[],
  provider: string,
  { prompt, case: one }: Slot,
): string {
  if (like.length > 0) return `no case ${one} was recorded for this prompt`;
  return all.some((entry) => entry.prompt === prompt)
    ? `no call of provider ${provider} was recorded for this prompt`
    : "no call of this prompt was recorded";
}
