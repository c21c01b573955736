import type { Unit } from "@promptprof/model";
import { lazy, type ReactElement, type ReactNode, Suspense, use, useId, useSyncExternalStore } from "react";
import type { Shown } from "../api/use-answer.ts";
import { formatBucket } from "../format/time.ts";
import { PanelMessage } from "../shell/panel-message.tsx";
import type { ChartFrame, ValueScale } from "./chart-frame.ts";
import { ChartTable } from "./chart-table.tsx";
import { CrosshairContext } from "./crosshair.ts";
import { describeChart } from "./describe-chart.ts";
import { SeriesName } from "./series-name.tsx";
import { useChartKeys } from "./use-chart-keys.ts";
import style from "./chart.module.css";

// The drawing code is as large as all pages together. It is on its way while the numbers are.
const timePlot = import("./time-plot.tsx");
const TimePlot = lazy(async () => ({ default: (await timePlot).TimePlot }));

export interface ChartFigureProps {
  readonly title: string;
  /** What the numbers mean, from the metric catalogue. */
  readonly definition: string;
  readonly unit: Unit;
  readonly scale?: ValueScale;
  readonly format: (value: number) => string;
  readonly shown: Shown<ChartFrame>;
  /** What is grouped, for "top 6 of 41 versions". */
  readonly grouped?: string;
  readonly empty: string;
  readonly large?: boolean;
  readonly asTable: boolean;
  readonly onAsTable: (asTable: boolean) => void;
  readonly onZoom: (from: number, to: number) => void;
  /** Switches in the head of the figure. */
  readonly children?: ReactNode;
}

/** A chart with all that belongs to it: title, switches, legend, plot or table, and what to say when there is none. */
export function ChartFigure(props: ChartFigureProps): ReactElement {
  const { title, definition, shown, grouped, asTable, onAsTable, children } = props;
  const frame = shown.value;
  return (
    <figure
      className={style.figure}
      aria-label={title}
      data-stale={shown.stale || undefined}
      data-large={props.large || undefined}
    >
      <div className={style.head}>
        <figcaption title={definition}>{title}</figcaption>
        {frame !== undefined && grouped !== undefined && <Shortened frame={frame} grouped={grouped} />}
        <div className={style.controls}>
          {children}
          <button
            type="button"
            aria-pressed={asTable}
            onClick={() => onAsTable(!asTable)}
            className={style.toggle}
          >
            View as table
          </button>
        </div>
      </div>
      <Body {...props} />
    </figure>
  );
}

function Shortened({
  frame,
  grouped,
}: {
  readonly frame: ChartFrame;
  readonly grouped: string;
}): ReactElement | null {
  const { shown, all } = frame.groups;
  return all > shown ? <span className={style.shortened}>{`top ${shown} of ${all} ${grouped}`}</span> : null;
}

function Body(props: ChartFigureProps): ReactElement {
  const { shown, asTable, title, format, empty } = props;
  if (shown.value === undefined) return <PanelMessage failure={shown.failure} className={style.body} />;
  const hasSamples = shown.value.series.some((series) => series.values.some((value) => value !== null));
  if (!hasSamples) return <p className={`${style.body} ${style.empty}`}>{empty}</p>;
  if (asTable) return <ChartTable title={title} frame={shown.value} format={format} />;
  return <PlotArea {...props} frame={shown.value} />;
}

function PlotArea({
  frame,
  title,
  unit,
  scale = "linear",
  format,
  onZoom,
}: ChartFigureProps & { readonly frame: ChartFrame }): ReactElement {
  const id = useId();
  const crosshair = use(CrosshairContext);
  const position = useSyncExternalStore(crosshair.subscribe, crosshair.position);
  const onKeyDown = useChartKeys(id, frame, onZoom);
  const own = position?.owner === id ? position : null;
  const index = own === null ? -1 : frame.times.indexOf(own.time);
  // An image that can be walked through: the sentence tells the whole, the arrow keys tell each sample.
  const walkableImage = {
    role: "img",
    "aria-label": describeChart(title, frame, format),
    tabIndex: 0,
    onKeyDown,
    onBlur: () => crosshair.moveTo(null),
  } as const;
  return (
    <>
      <div className={style.body}>
        <div {...walkableImage} className={style.plot}>
          <Suspense>
            <TimePlot
              id={id}
              frame={frame}
              unit={unit}
              scale={scale}
              pointed={index >= 0 ? index : null}
              format={format}
              onDraw={onZoom}
            />
          </Suspense>
        </div>
      </div>
      <p className="visually-hidden" aria-live="polite">
        {own?.by === "keys" && index >= 0 && readout(frame, index, format)}
      </p>
      <ul className={style.legend} aria-hidden="true">
        {frame.series.map((series) => (
          <li key={series.key}>
            <SeriesName series={series} />
          </li>
        ))}
      </ul>
    </>
  );
}

function readout(frame: ChartFrame, index: number, format: (value: number) => string): string {
  const values = frame.series
    .filter((series) => series.values[index] != null)
    .map((series) => `${series.label} ${format(series.values[index] ?? 0)}`);
  const partial = frame.partial[index] === true ? ", partial" : "";
  return `${formatBucket(frame.times[index] ?? 0, frame.step)}${partial}: ${values.join(", ")}`;
}
