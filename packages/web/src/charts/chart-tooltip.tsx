import type { ReactElement } from "react";
import { formatExact } from "../format/count.ts";
import { formatBucket, zoneName } from "../format/time.ts";
import { type ChartFrame, isOfFewCalls } from "./chart-frame.ts";
import type { PlotLayout } from "./plot.ts";
import { SeriesName } from "./series-name.tsx";
import style from "./chart.module.css";

/** What one bucket holds, beside the crosshair of the chart that the reader is at. */
export function ChartTooltip({
  frame,
  index,
  layout,
  format,
}: {
  readonly frame: ChartFrame;
  readonly index: number;
  readonly layout: PlotLayout;
  readonly format: (value: number) => string;
}): ReactElement {
  const time = frame.times[index] ?? frame.from;
  const at = (time + frame.step / 2 - frame.from) / (frame.to - frame.from);
  const shown = frame.series.filter((series) => series.values[index] != null);
  const calls = new Set(shown.map((series) => series.counts[index] ?? null));
  return (
    <div
      className={style.tooltip}
      data-side={at > 0.5 ? "left" : "right"}
      style={{ left: layout.left + at * layout.width }}
      aria-hidden="true"
    >
      <p className={style.when}>
        {formatBucket(time, frame.step)} <span>{zoneName(time)}</span>
        {calls.size === 1 && <span>{callsWords([...calls][0] ?? 0)}</span>}
        {frame.partial[index] === true && <em>partial</em>}
      </p>
      <table>
        <tbody>
          {(frame.kind === "stack" ? shown.toReversed() : shown).map((series) => (
            <tr key={series.key}>
              <th scope="row">
                <SeriesName series={series} />
              </th>
              <td data-few={isOfFewCalls(series, index) || undefined}>{format(series.values[index] ?? 0)}</td>
              {calls.size > 1 && <td className={style.calls}>{callsWords(series.counts[index] ?? 0)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function callsWords(calls: number): string {
  return calls === 1 ? "1 call" : `${formatExact(calls)} calls`;
}
