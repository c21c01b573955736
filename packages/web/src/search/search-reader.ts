/**
 * Reads the part of an address after `?`. What makes no sense falls back to the default and leaves one line in
 * `problems`: the name, the value, and what would be right.
 */
export class SearchReader {
  readonly #raw: RawSearch;
  readonly problems: string[] = [];

  constructor(raw: RawSearch) {
    this.#raw = raw;
  }

  /** One of a few words. */
  word<const T extends string>(name: string, words: readonly T[]): T | undefined {
    const value = this.#raw[name];
    if (value === undefined) return undefined;
    const word = words.find((one) => one === value);
    if (word === undefined) this.#complain(name, value, `one of ${words.join(", ")}`);
    return word;
  }

  /** Any text; the empty one too, which means "has none" in a question. */
  text(name: string): string | undefined {
    return this.#raw[name];
  }

  /** Text of a known form. */
  matching(name: string, form: RegExp, right: string): string | undefined {
    const value = this.#raw[name];
    if (value === undefined || form.test(value)) return value;
    this.#complain(name, value, right);
    return undefined;
  }

  /** ISO 8601 or epoch milliseconds, answered as epoch milliseconds. */
  time(name: string): number | undefined {
    const value = this.#raw[name];
    if (value === undefined) return undefined;
    const time = /^-?\d+$/.test(value) ? Number(value) : Date.parse(value);
    if (Math.abs(time) <= LAST_DATE) return time;
    this.#complain(name, value, "a time such as 2026-11-24T14:05:00Z or epoch milliseconds");
    return undefined;
  }

  /** Words separated by commas. */
  words<const T extends string>(name: string, words: readonly T[]): readonly T[] {
    const given = (this.#raw[name] ?? "").split(",").filter((word) => word !== "");
    const known = words.filter((word) => given.includes(word));
    if (known.length < new Set(given).size)
      this.#complain(name, this.#raw[name] ?? "", `some of ${words.join(", ")}`);
    return known;
  }

  #complain(name: string, value: string, right: string): void {
    const shown = value.length > 60 ? `${value.slice(0, 60)}…` : value;
    this.problems.push(`${name}: “${shown}” is not understood and was left out; right is ${right}`);
  }
}

/** The last time that a Date can hold: 100 million days from 1970 (ECMA-262, time values). */
const LAST_DATE = 8.64e15;

export type RawSearch = Readonly<Record<string, string | undefined>>;

/** A page's state as the address gives it, and what in the address made no sense. */
export interface ReadSearch<T> {
  readonly search: T;
  readonly problems: readonly string[];
}
