import { element, type Markup } from "./element.ts";
import { logScale, logTicks, percent, type Scale } from "./scale.ts";

/** Two samples of one quantity > 0, drawn over each other. */
export interface Distributions {
  /** Empty where there is no base. */
  readonly base: readonly number[];
  readonly head: readonly number[];
  readonly label: string;
  readonly writeTick: (value: number) => string;
}

const BINS = 28;
const HEIGHT = 150;
const AXIS = 18;
const PLOT = HEIGHT - AXIS;

/** Histograms of equal steps of the logarithm: latencies are spread over factors, not over differences. null without a value > 0. */
export function distributions({ base, head, label, writeTick }: Distributions): Markup | null {
  const all = [...base, ...head].filter((value) => value > 0);
  if (all.length === 0) return null;
  // A little air, and some width for values that are all the same.
  const low = Math.min(...all) / 1.05;
  const high = Math.max(...all) * 1.05;
  const scale = logScale(low, high);
  const shares = [base, head].map((values) => binShares(values, scale));
  const most = Math.max(...shares.flat());
  return element(
    "svg",
    { class: "distributions", role: "img", "aria-label": label, width: "100%", height: HEIGHT },
    axis(scale, thinned(logTicks(low, high)), writeTick),
    outlines(shares, most),
  );
}

function binShares(values: readonly number[], scale: Scale): number[] {
  const bins = Array.from({ length: BINS }, () => 0);
  const shown = values.filter((value) => value > 0);
  for (const value of shown) {
    const bin = Math.min(BINS - 1, Math.floor(scale(value) * BINS));
    bins[bin] = (bins[bin] ?? 0) + 1 / shown.length;
  }
  return bins;
}

/** Stretched to the width of the page; the lines keep their strength. */
function outlines(shares: readonly (readonly number[])[], most: number): Markup {
  const box = { viewBox: `0 0 ${BINS} 1`, preserveAspectRatio: "none", width: "100%", height: PLOT, y: 0 };
  return element(
    "svg",
    box,
    shares.flatMap((bins, i) =>
      bins.every((share) => share === 0)
        ? []
        : [
            element("path", {
              class: i === 0 ? "base" : "head",
              d: steps(bins, most),
              "vector-effect": "non-scaling-stroke",
            }),
          ],
    ),
  );
}

function steps(bins: readonly number[], most: number): string {
  const tops = bins.map((share, i) => {
    const y = Number((1 - 0.95 * (share / most)).toFixed(3));
    return `L${i} ${y}L${i + 1} ${y}`;
  });
  return `M0 1${tops.join("")}L${BINS} 1`;
}

/** At most five, so that their words never touch. */
function thinned(all: readonly number[]): number[] {
  const every = Math.ceil(all.length / 5);
  return all.filter((_, i) => i % every === 0);
}

function axis(scale: Scale, at: readonly number[], writeTick: (value: number) => string): Markup[] {
  return at.flatMap((value) => {
    const x = percent(scale(value));
    // A word at the edge would be cut off.
    const anchor = scale(value) < 0.08 ? "start" : scale(value) > 0.92 ? "end" : "middle";
    return [
      element("line", { class: "grid", x1: x, x2: x, y1: 0, y2: PLOT + 3 }),
      element("text", { x, y: HEIGHT - 3, "text-anchor": anchor }, writeTick(value)),
    ];
  });
}
