import type { Unit } from "@promptprof/model";
import uPlot from "uplot";
import { axisTimes } from "./axis-times.ts";
import type { ChartFrame, ChartSeries, ValueScale } from "./chart-frame.ts";
import { lonelyIndices, upperEdges } from "./plot-columns.ts";
import type { Paint } from "./plot-paint.ts";
import { valueAxis } from "./value-axis.ts";

/** Always the newest frame: options are made once, data come and go. */
export type CurrentFrame = () => ChartFrame;

export function plotScales(current: CurrentFrame, unit: Unit, scale: ValueScale): uPlot.Scales {
  const x: uPlot.Scale = { time: true, range: () => [current().from, current().to] };
  // From zero: a latency of 2.0 s must not look twice as high as one of 1.9 s.
  if (scale === "linear")
    return { x, y: { range: (_, __, max) => [0, max > 0 ? max * 1.06 : TOP_OF_ZEROS[unit]] } };
  return {
    x,
    y: { distr: LOGARITHMIC, log: 10, range: (_, min, max) => (min > 0 ? [min / 1.3, max * 1.3] : [1, 10]) },
  };
}

// uPlot's ambient enum has no value at run time.
// oxlint-disable-next-line typescript/no-unsafe-enum-assignment
const LOGARITHMIC: uPlot.Scale.Distr.Logarithmic = 3;

/** How high an axis is when all its values are zero. */
const TOP_OF_ZEROS: Readonly<Record<Unit, number>> = {
  ms: 1,
  nano_usd: 1e9,
  ratio: 0.01,
  tokens: 10,
  calls: 10,
};

export function plotAxes(unit: Unit, paint: Paint, scale: ValueScale): uPlot.Axis[] {
  const look = {
    font: paint.font,
    stroke: () => paint.colour("--ink-faint"),
    grid: { stroke: () => paint.colour("--grid"), width: 1 },
    ticks: { show: false },
  };
  return [
    {
      ...look,
      grid: { show: false },
      gap: 6,
      size: 36,
      space: 64,
      values: (_, ticks, __, ___, step) => axisTimes(ticks, step),
    },
    {
      ...look,
      gap: 8,
      space: 34,
      size: (_, labels) => 14 + 6.4 * Math.max(3, ...(labels ?? []).map((label) => label.length)),
      incrs: (_, __, ___, max) => [...(valueAxis(unit, max).steps ?? roundSteps(unit))],
      ...(scale === "log" ? { splits: (_, __, min, max) => roundTicks(min, max) } : {}),
      values: (plot, ticks, _, __, step) => {
        const axis = valueAxis(unit, plot.scales["y"]?.max ?? 0);
        return ticks.map((tick) => axis.label(tick, scale === "log" ? tick : step));
      },
    },
  ];
}

/** 1, 2, 2.5, 5 times powers of ten; whole things such as calls have no steps below one. */
function roundSteps(unit: Unit): number[] {
  const smallest = unit === "calls" || unit === "tokens" ? 0 : -6;
  const powers = Array.from({ length: 19 - smallest }, (_, i) => 10 ** (i + smallest));
  return powers
    .flatMap((power) => [1, 2, 2.5, 5].map((step) => step * power))
    .filter((step) => smallest < 0 || Number.isInteger(step));
}

/** Ticks of a logarithmic axis: 1, 2, 5 times powers of ten, or the powers alone where those are many. */
function roundTicks(min: number, max: number): number[] {
  const first = Math.floor(Math.log10(min));
  const decades = Math.ceil(Math.log10(max)) - first + 1;
  const steps = decades > 4 ? [1] : [1, 2, 5];
  const ticks = Array.from({ length: decades }, (_, i) =>
    steps.map((step) => step * 10 ** (first + i)),
  ).flat();
  return ticks.filter((tick) => tick >= min && tick <= max);
}

/** Two painted columns a series: settled, then partial in dots or paler. */
export function plotSeries(current: CurrentFrame, paint: Paint): uPlot.Series[] {
  const { kind, series } = current();
  return series.flatMap((one, i) =>
    kind === "stack" ? barPair(current, one, i, paint) : linePair(one, paint),
  );
}

function linePair(series: ChartSeries, paint: Paint): uPlot.Series[] {
  const stroke = () => paint.colour(series.colour);
  const points: uPlot.Series.Points = {
    show: true,
    size: 5,
    fill: stroke,
    filter: (plot, index) => lonelyIndices(plot.data[index] ?? []),
  };
  const settled = { stroke, width: series.width, points, ...(series.dashed ? { dash: [6, 4] } : {}) };
  return [settled, { stroke, width: series.width, points, dash: [2, 3], alpha: 0.6 }];
}

function barPair(current: CurrentFrame, series: ChartSeries, index: number, paint: Paint): uPlot.Series[] {
  const bars: uPlot.Series = {
    fill: () => paint.colour(series.colour),
    width: 0,
    points: { show: false },
    paths: (plot, column) => barPaths(plot, column, current(), index),
  };
  return [bars, { ...bars, alpha: 0.45 }];
}

/** One rectangle a bucket, from the upper edge of the part below to its own. */
function barPaths(plot: uPlot, column: number, frame: ChartFrame, index: number): uPlot.Series.Paths {
  const path = new Path2D();
  const bottoms = index === 0 ? null : upperEdges(frame, index - 1);
  for (const [i, top] of (plot.data[column] ?? []).entries()) {
    const bottom = bottoms?.[i] ?? 0;
    if (top == null || top <= bottom) continue;
    const left = plot.valToPos(frame.times[i] ?? 0, "x", true);
    const right = plot.valToPos((frame.times[i] ?? 0) + frame.step, "x", true);
    const high = plot.valToPos(top, "y", true);
    const low = plot.valToPos(bottom, "y", true);
    // Bars that are wide enough stand a pixel apart, and so do their parts.
    const gap = right - left > 4 * uPlot.pxRatio ? uPlot.pxRatio : 0;
    const seam = index > 0 && low - high > 3 * uPlot.pxRatio ? gap : 0;
    path.rect(left, high, Math.max(right - left - gap, 1), low - high - seam);
  }
  return { stroke: null, fill: path };
}
