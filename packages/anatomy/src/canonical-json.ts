/** JSON with the keys of every object in order: equal values have equal text. What JSON cannot say is left out, as ever. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => (isObject(item) ? sorted(item) : item));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Sorted by code unit, not by language: the order must be the same on every machine. */
function sorted(object: Readonly<Record<string, unknown>>): unknown {
  const keys = Object.keys(object).toSorted();
  return Object.fromEntries(keys.map((key) => [key, object[key]]));
}
