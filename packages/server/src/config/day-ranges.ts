import { isRecord, type Mistake, type Path } from "../schema/check-value.ts";

/**
 * Prices and discounts that can never hold, because their first day is not before the first day without them. The
 * dates themselves are checked by the schema.
 */
export function dayRangeMistakes(value: unknown, path: Path): Mistake[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => dayRangeMistakes(item, [...path, i]));
  if (!isRecord(value)) return [];
  const { from, to } = value;
  if (typeof from !== "string" || typeof to !== "string" || from < to) return [];
  const text = `${JSON.stringify(to)} is not after from, ${JSON.stringify(from)}: the first day it no longer holds`;
  return [{ path: [...path, "to"], at: "value", text }];
}
