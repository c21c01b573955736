import type { Comparison } from "@promptprof/server/contract";
import { formatDuration, formatTokens, formatUsdOfCall } from "@promptprof/model/format";
import type { Symbols } from "../terminal/symbols.ts";

type Measured = Pick<Comparison, "unit" | "scale" | "change" | "margin">;

/** A side's value in its unit. */
export function valueInWords(
  { unit }: Pick<Comparison, "unit">,
  value: number | null,
  symbols: Symbols,
): string {
  if (value === null) return symbols.none;
  if (unit === "ms") return formatDuration(value);
  if (unit === "nanoUsd") return formatUsdOfCall(value);
  if (unit === "tokens") return formatTokens(Math.round(value));
  return unit === "rate" ? `${rounded(value * 100, 3)} %` : rounded(value, 3);
}

/** The change alone: "+31 %", "-0.4 pp", "+0.03". */
export function changeInWords(one: Measured, symbols: Symbols): string {
  return one.change === null ? symbols.none : signed(one, one.change.estimate);
}

/** Its interval: "+27 % to +35 %"; an end that nothing bounds is left open. */
export function intervalInWords(one: Measured, symbols: Symbols): string {
  if (one.change === null) return symbols.none;
  const { low, high } = one.change;
  const [from, to] = [low, high].map((end) => (end === null ? "?" : signed(one, end)));
  return `${from} to ${to}`;
}

export function marginInWords(one: Measured): string {
  return inUnit(one, one.margin);
}

function signed(one: Measured, change: number): string {
  const text = inUnit(one, Math.abs(change));
  return `${change < 0 ? "-" : "+"}${text}`;
}

/** Of a rate percentage points, since 2 % more of 1 % could be either. */
function inUnit({ scale, unit }: Measured, size: number): string {
  if (scale === "ratio") return `${rounded(size * 100, 2)} %`;
  return unit === "rate" ? `${rounded(size * 100, 2)} pp` : rounded(size, 2);
}

function rounded(value: number, digits: number): string {
  return String(Number(value.toPrecision(digits)));
}
