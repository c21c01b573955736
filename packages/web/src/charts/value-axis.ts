import type { Unit } from "@promptprof/model";

/** How the values of one axis are written: one unit for the whole axis, as many decimals as its steps need. */
export interface ValueAxis {
  /** Steps between ticks that look round in the unit; undefined = powers of ten times 1, 2, 2.5, 5. */
  readonly steps: readonly number[] | undefined;
  readonly label: (value: number, step: number) => string;
}

/** @param max the highest value on the axis, in the metric's own unit */
export function valueAxis(unit: Unit, max: number): ValueAxis {
  return AXES[unit](max);
}

function durationAxis(max: number): ValueAxis {
  if (max < 1_000) return scaled(1, "", " ms");
  // Seconds up to ten minutes: "90 s" compares more easily than "1.5 m".
  if (max < 600_000) return scaled(1_000, "", " s");
  return { ...scaled(60_000, "", " m"), steps: MINUTES };
}
const MINUTES = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_440].map((minutes) => minutes * 60_000);

/** In thousands from $10,000 on. */
function moneyAxis(max: number): ValueAxis {
  return max < 1e13 ? scaled(1e9, "$", "") : scaled(1e12, "$", "k");
}

function countAxis(max: number): ValueAxis {
  if (max < 10_000) return scaled(1, "", "");
  if (max < 1e6) return scaled(1e3, "", "k");
  return max < 1e9 ? scaled(1e6, "", "M") : scaled(1e9, "", "B");
}

function scaled(size: number, before: string, after: string): ValueAxis {
  return {
    steps: undefined,
    label: (value, step) => (value === 0 ? zero(before, after) : text(value, step)),
  };

  function text(value: number, step: number): string {
    const decimals = Math.max(0, -Math.floor(Math.log10(step / size) + 1e-9));
    // 2.5 needs one decimal more than the power of ten of its step says.
    const needed = isRound(step / size, decimals) ? decimals : decimals + 1;
    return `${before}${grouped(value / size, Math.min(needed, 12))}${after}`;
  }
}

function isRound(value: number, decimals: number): boolean {
  const shifted = value * 10 ** decimals;
  return Math.abs(shifted - Math.round(shifted)) < 1e-6;
}

function zero(before: string, after: string): string {
  return before === "" ? `0${after.startsWith(" ") || after === "%" ? after : ""}` : `${before}0`;
}

function grouped(value: number, decimals: number): string {
  return new Intl.NumberFormat("en", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value);
}

const AXES: Readonly<Record<Unit, (max: number) => ValueAxis>> = {
  ms: durationAxis,
  nano_usd: moneyAxis,
  ratio: () => scaled(0.01, "", "%"),
  tokens: countAxis,
  calls: countAxis,
};
