import type { Attributes, AttributeValue } from "../wire/attribute-value.ts";
import { type Field, SOURCES } from "./sources.ts";
import { USAGE_SOURCES } from "./usage-sources.ts";

/** What a span's attributes say about each field of `SOURCES`. */
export class Fields {
  readonly #values = new Map<string, Found>();

  /**
   * One look-up per attribute of the span, not one per name in the table: the table may grow, the cost may not.
   * Empty values count as absent.
   */
  constructor(attributes: Attributes) {
    for (const [name, value] of attributes) {
      const places = PLACES.get(name);
      if (places === undefined || value === null || value === "") continue;
      for (const { field, rank } of places) {
        const found = this.#values.get(field);
        if (found === undefined || rank < found.rank) this.#values.set(field, { rank, name, value });
      }
    }
  }

  value(field: Field): AttributeValue | undefined {
    return this.#values.get(field)?.value;
  }

  has(field: Field): boolean {
    return this.#values.has(field);
  }

  /** Name of the attribute that told it. */
  source(field: Field): string | undefined {
    return this.#values.get(field)?.name;
  }
}

interface Found {
  readonly rank: number;
  readonly name: string;
  readonly value: AttributeValue;
}

interface Place {
  readonly field: string;
  readonly rank: number;
}

/** The table the other way round: for each attribute name the fields it can tell, and how much it is believed. */
const PLACES: ReadonlyMap<string, readonly Place[]> = invert();

function invert(): Map<string, Place[]> {
  const places = new Map<string, Place[]>();
  for (const [field, names] of Object.entries({ ...SOURCES, ...USAGE_SOURCES })) {
    for (const [rank, name] of names.entries()) {
      const there = places.get(name);
      if (there === undefined) places.set(name, [{ field, rank }]);
      else there.push({ field, rank });
    }
  }
  return places;
}
