/** An estimate with its interval, and how much does not matter; all on one scale. */
export interface ForestEntry {
  readonly estimate: number;
  /** null = open to that side. */
  readonly low: number | null;
  readonly high: number | null;
  /** > 0: from -margin to margin nothing has changed that matters. */
  readonly margin: number;
}

/** ratio: b / a - 1, drawn by its logarithm, so that half and double lie equally far from nothing. */
export type ForestKind = "ratio" | "difference";

export interface ForestTick {
  readonly value: number;
  /** Across the plot, 0 to 1. */
  readonly x: number;
}

/** One axis for some entries: both ends are equally far from nothing, and nothing stands in the middle. */
export interface ForestAxis {
  readonly kind: ForestKind;
  /** Half the width, on the drawn scale, > 0. */
  readonly reach: number;
  readonly ticks: readonly ForestTick[];
}

/** An interval as numbers across a plot, 0 = its left edge and 1 = its right one, whatever its width in pixels. */
export interface ForestMarks {
  readonly point: number;
  readonly from: number;
  readonly to: number;
  /** The interval goes on beyond that edge: an arrow stands there, not an end. */
  readonly isCutLeft: boolean;
  readonly isCutRight: boolean;
  readonly margin: { readonly from: number; readonly to: number };
}

/** Ends of intervals count up to four times the farthest estimate or margin: one wild interval must not flatten the rest. */
const WILD = 4;
/** Four times as much: the widest that an end alone makes an axis of ratios, before it is cut. */
const WIDEST_RATIO = Math.log(4);

/** The axis that shows some entries; the same entries make the same axis, whatever their order. */
export function forestAxis(entries: readonly ForestEntry[], kind: ForestKind): ForestAxis {
  const sizes = (values: readonly (number | null)[]) =>
    values.filter((value) => value !== null).map((value) => Math.abs(drawn(value, kind)));
  const needed = Math.max(
    0,
    ...sizes(entries.flatMap(({ estimate, margin }) => [estimate, margin, -margin])).filter(Number.isFinite),
  );
  const ends = sizes(entries.flatMap(({ low, high }) => [low, high]));
  const bearable = Math.max(needed, Math.min(needed * WILD, kind === "ratio" ? WIDEST_RATIO : Infinity));
  const farthest = Math.max(needed, ...ends.map((end) => Math.min(end, bearable)));
  // A tenth more, so that what lies farthest does not stand on the edge.
  const reach = (farthest === 0 ? drawn(0.01, kind) : farthest) * 1.1;
  return { kind, reach, ticks: ticksOf(kind, reach) };
}

export function forestMarks({ estimate, low, high, margin }: ForestEntry, axis: ForestAxis): ForestMarks {
  const x = (value: number) => across(value, axis);
  const [left, right] = [low === null ? -Infinity : x(low), high === null ? Infinity : x(high)];
  return {
    point: within(x(estimate)),
    from: within(left),
    to: within(right),
    isCutLeft: left < 0,
    isCutRight: right > 1,
    margin: { from: within(x(-margin)), to: within(x(margin)) },
  };
}

/** A change on the drawn scale; a ratio that fell by all that there was lies infinitely far to the left. */
function drawn(value: number, kind: ForestKind): number {
  return kind === "ratio" ? Math.log1p(Math.max(value, -1)) : value;
}

function across(value: number, { kind, reach }: Pick<ForestAxis, "kind" | "reach">): number {
  return 0.5 + drawn(value, kind) / reach / 2;
}

function within(x: number): number {
  return Math.min(1, Math.max(0, x));
}

/** Nothing in the middle, and one or two round numbers to each side; to the left of a ratio what undoes the right. */
function ticksOf(kind: ForestKind, reach: number): ForestTick[] {
  const widest = kind === "ratio" ? Math.expm1(reach) : reach;
  const step = roundBelow(widest / 1.15);
  const sides = kind === "ratio" ? [roundBelow(-Math.expm1(-reach)) * -1, 0, step] : [-step, 0, step];
  return sides.map((value) => ({ value, x: across(value, { kind, reach }) }));
}

/** The largest of 1, 2 and 5 times a power of ten that is not above the value, > 0. */
function roundBelow(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
  const digit = [5, 2, 1].find((one) => one * power <= value * (1 + 1e-9)) ?? 1;
  return digit * power;
}
