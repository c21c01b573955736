import { dayOfTime, readDay } from "../day.ts";

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const NANO_PER_USD = 1e9;

/** A decimal number of a file, and how many decimals it is written with. */
interface Decimal {
  readonly value: number;
  readonly decimals: number;
}

/**
 * The fields of one record, a CSV line or a JSON object alike: hands out checked values and collects what is wrong.
 * A missing field, a null and an empty text are the same: the provider does not say.
 */
export class Fields {
  readonly problems: string[];
  readonly #get: (name: string) => unknown;
  /** Where these fields lie in their record, for messages: `amount.` */
  readonly #place: string;

  constructor(get: (name: string) => unknown, problems: string[] = [], place = "") {
    this.#get = get;
    this.problems = problems;
    this.#place = place;
  }

  has(name: string): boolean {
    return this.#given(name) !== null;
  }

  wrong(message: string): null {
    this.problems.push(this.#place + message);
    return null;
  }

  text(name: string): string | null {
    const value = this.#given(name);
    if (value === null || typeof value === "string") return value;
    if (typeof value === "number") return String(value);
    return this.wrong(`${name} must be a text, got ${shown(value)}`);
  }

  /** A whole number >= 0; `10.0` is 10, since tables that had gaps are often written so. */
  count(name: string): number | null {
    const decimal = this.#decimal(name, "a whole number >= 0");
    if (decimal === null) return null;
    if (Number.isSafeInteger(decimal.value) && decimal.value >= 0) return decimal.value;
    return this.wrong(`${name} must be a whole number >= 0, got ${shown(this.#given(name))}`);
  }

  /** As `count`, where a record without it would be half a record. */
  requiredCount(name: string): number | null {
    return this.has(name) ? this.count(name) : this.wrong(`${name} is missing`);
  }

  /** Money to the nearest nano-dollar, and the step it is written in. Below 0 is a credit. `per` 100 = the file counts cents. */
  money(name: string, per = 1): { readonly nanoUsd: number; readonly stepNanoUsd: number } | null {
    const decimal = this.#decimal(name, "a number");
    if (decimal === null) return null;
    const nanoUsd = Math.round((decimal.value * NANO_PER_USD) / per);
    if (!Number.isSafeInteger(nanoUsd))
      return this.wrong(`${name} must be below 9,007,199 dollars, got ${shown(this.#given(name))}`);
    // Math.round(-0.1) is -0, which JSON and equality know and nobody wants.
    return { nanoUsd: nanoUsd + 0, stepNanoUsd: NANO_PER_USD / per / 10 ** decimal.decimals };
  }

  /** The day of a date, a time, or epoch seconds (`s`) or milliseconds (`ms`). */
  day(name: string, unit: "iso" | "s" | "ms"): string | null {
    const value = this.#given(name);
    if (value === null) return this.wrong(`${name} is missing`);
    const day = unit === "iso" ? isoDay(value) : epochDay(value, unit);
    const example =
      unit === "iso" ? "a day like 2026-05-01 or a time like 2026-05-01T14:00:00Z" : `epoch ${unit}`;
    return day ?? this.wrong(`${name} must be ${example}, got ${shown(value)}`);
  }

  /** The record in a field, for nested JSON; null where there is none. */
  nested(name: string): Fields | null {
    const value = this.#given(name);
    if (value === null) return null;
    if (!isRecord(value)) return this.wrong(`${name} must be an object, got ${shown(value)}`);
    return new Fields((inner) => value[inner], this.problems, `${this.#place}${name}.`);
  }

  #given(name: string): string | number | boolean | object | null {
    const value = this.#get(name);
    if (value === undefined || value === null || value === "") return null;
    if (typeof value === "string") return value.trim() === "" ? null : value.trim();
    return typeof value === "number" || typeof value === "boolean" || typeof value === "object"
      ? value
      : null;
  }

  #decimal(name: string, wanted: string): Decimal | null {
    const value = this.#given(name);
    if (value === null) return null;
    const text = typeof value === "number" ? String(value) : value;
    if (typeof text !== "string" || !NUMBER.test(text))
      return this.wrong(`${name} must be ${wanted}, got ${shown(value)}`);
    return { value: Number(text), decimals: decimalsOf(text) };
  }
}

/** Decimals as written: `0.10` has 2, `1.5e-7` has 8. */
function decimalsOf(text: string): number {
  const [digits = "", exponent = "0"] = text.toLowerCase().split("e");
  const written = digits.split(".")[1]?.length ?? 0;
  return Math.max(0, written - Number(exponent));
}

function isoDay(value: unknown): string | null {
  return typeof value === "string" ? readDay(value) : null;
}

function epochDay(value: unknown, unit: "s" | "ms"): string | null {
  const number = typeof value === "number" ? value : NUMBER.test(String(value)) ? Number(value) : Number.NaN;
  return dayOfTime(unit === "s" ? number * 1000 : number);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}
