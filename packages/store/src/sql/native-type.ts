import { sqlError } from "./sql-error.ts";

/** A type of the engine, cut up: `Array(LowCardinality(String))` is Array of LowCardinality of String. */
export interface NativeType {
  readonly name: string;
  readonly of: readonly NativeType[];
  /** What stands between its brackets. */
  readonly inner: string;
}

/** Reads the name of a type as the engine writes it. */
export function nativeType(text: string): NativeType {
  const open = text.indexOf("(");
  if (open === -1) return { name: text.trim(), of: [], inner: "" };
  const name = text.slice(0, open).trim();
  const inner = text.slice(open + 1, text.lastIndexOf(")"));
  const parts = NESTING.has(name) ? topLevelParts(inner) : [];
  const named = name === "Tuple" || name === "Nested";
  return { name, of: parts.map((part) => nativeType(named ? withoutName(part) : part)), inner };
}

const NESTING = new Set([
  "Array",
  "LowCardinality",
  "Map",
  "Nested",
  "Nullable",
  "SimpleAggregateFunction",
  "Tuple",
]);

function topLevelParts(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (const { 0: sign, index } of text.matchAll(/'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|[(),]/g)) {
    if (sign === "(") depth += 1;
    if (sign === ")") depth -= 1;
    if (sign !== "," || depth > 0) continue;
    parts.push(text.slice(from, index));
    from = index + 1;
  }
  return [...parts, text.slice(from)].map((part) => part.trim());
}

/** Elements of a tuple may have names: `Tuple(path String, tokens UInt64)`. */
function withoutName(part: string): string {
  return part.replace(/^(?:`(?:[^`\\]|\\.)*`|\w+) (?=\S)/, "");
}

const WIDTHS: Readonly<Record<string, number>> = {
  Bool: 1,
  Int8: 1,
  UInt8: 1,
  Enum8: 1,
  Nothing: 1,
  Int16: 2,
  UInt16: 2,
  Enum16: 2,
  BFloat16: 2,
  Date: 2,
  Int32: 4,
  UInt32: 4,
  Float32: 4,
  Date32: 4,
  DateTime: 4,
  IPv4: 4,
  Time: 4,
  Int64: 8,
  UInt64: 8,
  Float64: 8,
  DateTime64: 8,
  Time64: 8,
  UUID: 16,
  IPv6: 16,
  Int128: 16,
  UInt128: 16,
  Int256: 32,
  UInt256: 32,
};

/**
 * Bytes of a value of a type that always has as many.
 *
 * @throws SqlError for a type whose bytes are not known here
 */
export function widthOf({ name, inner }: NativeType): number {
  const width = WIDTHS[name];
  if (width !== undefined) return width;
  if (name === "FixedString") return Number(inner);
  if (name.startsWith("Interval")) return 8;
  if (name === "Decimal") return decimalWidth(Number(inner.split(",")[0]));
  throw sqlError(
    48,
    `a value of type ${name} cannot be sent to this client in Native; turn it into a String or choose another FORMAT`,
  );
}

function decimalWidth(digits: number): number {
  if (digits <= 9) return 4;
  if (digits <= 18) return 8;
  return digits <= 38 ? 16 : 32;
}
