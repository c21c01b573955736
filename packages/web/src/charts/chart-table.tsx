import type { ReactElement } from "react";
import { formatBucket } from "../format/time.ts";
import { type ChartFrame, sampledIndices } from "./chart-frame.ts";
import { csvOf } from "./chart-csv.ts";
import style from "./chart.module.css";

/** The twin of a chart for those who read numbers: every bucket, newest first, and the same as a file. */
export function ChartTable({
  title,
  frame,
  format,
}: {
  readonly title: string;
  readonly frame: ChartFrame;
  readonly format: (value: number) => string;
}): ReactElement {
  return (
    // It scrolls inside, so the keyboard must reach it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={style.twin} aria-label={`${title}, table`} tabIndex={0}>
      <table>
        <caption className="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {frame.series.map((series) => (
              <th key={series.key} scope="col" title={series.label}>
                <bdi>{series.label}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sampledIndices(frame)
            .toReversed()
            .map((i) => (
              <tr key={frame.times[i]}>
                <th scope="row">
                  {formatBucket(frame.times[i] ?? 0, frame.step)}
                  {frame.partial[i] === true && " (partial)"}
                </th>
                {frame.series.map(({ key, values }) => (
                  <td key={key}>{values[i] == null ? "—" : format(values[i])}</td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
      <button type="button" className={style.download} onClick={() => download(title, csvOf(frame))}>
        Download CSV
      </button>
    </section>
  );
}

function download(title: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  link.download = `${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}
