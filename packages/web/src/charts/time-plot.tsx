import type { Unit } from "@promptprof/model";
import { type ReactElement, useContext, useEffect, useLayoutEffect, useRef, useState } from "react";
import { usePaintVersion } from "../theme/theme.ts";
import type { ChartFrame, ChartSeries, ValueScale } from "./chart-frame.ts";
import { ChartTooltip } from "./chart-tooltip.tsx";
import { CrosshairContext } from "./crosshair.ts";
import { DirectLabels } from "./direct-labels.tsx";
import { type PlotLayout, Plot } from "./plot.ts";
import style from "./chart.module.css";

const NOT_YET: PlotLayout = { anchors: [], height: 0, left: 0, width: 0 };

interface TimePlotProps {
  readonly id: string;
  readonly frame: ChartFrame;
  readonly unit: Unit;
  readonly scale: ValueScale;
  /** The bucket that the reader is at in this chart, if any. */
  readonly pointed: number | null;
  readonly format: (value: number) => string;
  readonly onDraw: (from: number, to: number) => void;
}

/** The canvas of a chart and the labels at the right ends of its series. */
export function TimePlot({ id, frame, unit, scale, pointed, format, onDraw }: TimePlotProps): ReactElement {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot>(null);
  const crosshair = useContext(CrosshairContext);
  const [layout, setLayout] = useState<PlotLayout>(NOT_YET);
  const latest = useRef({ frame, onDraw });
  useLayoutEffect(() => {
    latest.current = { frame, onDraw };
  });
  // A new plot only where something other than numbers changed.
  const look = [unit, scale, usePaintVersion(), frame.kind, ...frame.series.map(lookOf)].join();

  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const made = new Plot(
      element,
      latest.current.frame,
      { unit, scale },
      {
        onPoint: (time) => crosshair.moveTo(time === null ? null : { time, owner: id, by: "pointer" }),
        onDraw: (from, to) => latest.current.onDraw(from, to),
        onLayout: (next) =>
          setLayout((known) => (JSON.stringify(known) === JSON.stringify(next) ? known : next)),
      },
    );
    plot.current = made;
    const follow = () => made.pointAt(crosshair.position()?.time ?? null);
    const unsubscribe = crosshair.subscribe(follow);
    const resizing = new ResizeObserver(() => made.resize(element.clientWidth, element.clientHeight));
    resizing.observe(element);
    return () => {
      resizing.disconnect();
      unsubscribe();
      plot.current = null;
      made.destroy();
    };
    // `look` stands for all that a plot is made of and that cannot change in it.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [look, crosshair, id, unit, scale]);

  useEffect(() => plot.current?.update(frame), [frame]);

  return (
    <>
      <div ref={box} className={style.canvas} />
      {pointed !== null && <ChartTooltip frame={frame} index={pointed} layout={layout} format={format} />}
      <DirectLabels series={frame.series} layout={layout} />
    </>
  );
}

function lookOf({ key, colour, dashed, width }: ChartSeries): string {
  return [key, colour, dashed, width].join();
}
