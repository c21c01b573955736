import type { Unit } from "@promptprof/model";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { type ChartFrame, sampledIndices, type ValueScale } from "./chart-frame.ts";
import { plotColumns, upperEdges } from "./plot-columns.ts";
import { plotAxes, plotScales, plotSeries } from "./plot-options.ts";
import { paintOf } from "./plot-paint.ts";

/** Where a series ends on the right, in CSS pixels from the top of the plot: its label goes there. */
export interface LabelAnchor {
  readonly key: string;
  readonly top: number;
}

export interface PlotLayout {
  readonly anchors: readonly LabelAnchor[];
  /** Room from the top of the plot down to the time axis. */
  readonly height: number;
  /** The plotting area between the axes, from the left edge of the canvas. */
  readonly left: number;
  readonly width: number;
}

/** What of a plot does not come and go with its numbers. */
export interface PlotLook {
  readonly unit: Unit;
  readonly scale: ValueScale;
}

export interface PlotEvents {
  /** The pointer is at the bucket that starts then, or left the plot. */
  readonly onPoint: (time: number | null) => void;
  /** A range was drawn, epoch ms, whole buckets. */
  readonly onDraw: (from: number, to: number) => void;
  readonly onLayout: (layout: PlotLayout) => void;
}

/** The one place that knows uPlot: a frame in, a canvas and pointer events out. */
export class Plot {
  #frame: ChartFrame;
  readonly #plot: uPlot;

  constructor(element: HTMLElement, frame: ChartFrame, { unit, scale }: PlotLook, events: PlotEvents) {
    this.#frame = frame;
    const current = () => this.#frame;
    const paint = paintOf(element);
    const options: uPlot.Options = {
      ms: 1,
      width: element.clientWidth,
      height: element.clientHeight,
      padding: [6, 8, 0, 0],
      legend: { show: false },
      scales: plotScales(current, unit, scale),
      axes: plotAxes(unit, paint, scale),
      series: [{}, ...plotSeries(current, paint)],
      cursor: this.#cursor(),
      hooks: {
        setCursor: [(plot) => events.onPoint(this.#pointedTime(plot))],
        setSelect: [(plot) => this.#drawn(plot, events)],
        draw: [(plot) => events.onLayout(this.#layout(plot))],
      },
    };
    this.#plot = new uPlot(options, this.#data(), element);
  }

  /** A newer frame with the same series. */
  update(frame: ChartFrame): void {
    this.#frame = frame;
    this.#plot.setData(this.#data());
  }

  resize(width: number, height: number): void {
    if (width !== this.#plot.width || height !== this.#plot.height) this.#plot.setSize({ width, height });
  }

  /** Puts the crosshair on the sample of a bucket, or away where there is none. */
  pointAt(time: number | null): void {
    const index = time === null ? -1 : this.#frame.times.indexOf(time);
    const seen = index >= 0 && sampledIndices(this.#frame).includes(index);
    const left = seen ? this.#plot.valToPos(this.#middle(index), "x") : -10;
    this.#plot.setCursor({ left, top: seen ? 0 : -10 }, false);
  }

  destroy(): void {
    this.#plot.destroy();
  }

  #data(): uPlot.AlignedData {
    const frame = this.#frame;
    const columns = frame.series.flatMap((_, i) => Object.values(plotColumns(frame, i)));
    return [frame.times.map((_, i) => this.#middle(i)), ...columns];
  }

  /** A bucket is drawn at its middle, where a bar has its centre too. */
  #middle(index: number): number {
    return (this.#frame.times[index] ?? 0) + this.#frame.step / 2;
  }

  #cursor(): uPlot.Cursor {
    return {
      y: false,
      drag: { x: true, y: false, setScale: false, dist: 5 },
      bind: { dblclick: () => null },
      points: { size: 7, show: this.#frame.kind === "lines" },
      // A settled sample has its dot from the settled column; the dotted line that begins there adds none.
      dataIdx: (plot, column, index) =>
        column % 2 === 0 && plot.data[column - 1]?.[index] != null ? null : index,
      move: (plot, left, top) => [this.#snapped(plot, left), top],
    };
  }

  #snapped(plot: uPlot, left: number): number {
    const middles = sampledIndices(this.#frame).map((i) => plot.valToPos(this.#middle(i), "x"));
    if (left < 0 || middles.length === 0) return left;
    return middles.reduce((best, at) => (Math.abs(at - left) < Math.abs(best - left) ? at : best));
  }

  #pointedTime(plot: uPlot): number | null {
    const { left, idx } = plot.cursor;
    return left === undefined || left < 0 || idx == null ? null : (this.#frame.times[idx] ?? null);
  }

  #drawn(plot: uPlot, events: PlotEvents): void {
    const { left, width } = plot.select;
    if (width === 0) return;
    const half = this.#frame.step / 2;
    const [from, to] = [plot.posToVal(left, "x") - half, plot.posToVal(left + width, "x") + half];
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    events.onDraw(from, to);
  }

  #layout(plot: uPlot): PlotLayout {
    const { top, left, width, height } = plot.bbox;
    return {
      anchors: this.#anchors(plot, inCss(top)),
      height: inCss(top + height),
      left: inCss(left),
      width: inCss(width),
    };
  }

  #anchors(plot: uPlot, offset: number): LabelAnchor[] {
    const frame = this.#frame;
    return frame.series.flatMap(({ key }, i) => {
      const edges = upperEdges(frame, i);
      const last = edges.findLastIndex((value) => value !== null);
      const top = edges[last];
      if (top == null) return [];
      const bottom = frame.kind === "stack" && i > 0 ? (upperEdges(frame, i - 1)[last] ?? 0) : 0;
      const value = frame.kind === "stack" ? (top + bottom) / 2 : top;
      return [{ key, top: offset + plot.valToPos(value, "y") }];
    });
  }
}

function inCss(canvasPixels: number): number {
  return canvasPixels / uPlot.pxRatio;
}
