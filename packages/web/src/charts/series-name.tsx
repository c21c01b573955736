import type { ReactElement } from "react";
import type { ChartSeries } from "./chart-frame.ts";
import style from "./chart.module.css";

/** The key of a series, as it is drawn, and its name. */
export function SeriesName({ series }: { readonly series: ChartSeries }): ReactElement {
  const isPart = series.width === 0;
  return (
    <span className={style.name} title={series.label}>
      <svg viewBox="0 0 16 8" width="16" height="8" aria-hidden="true">
        <line
          x1="0"
          x2="16"
          y1="4"
          y2="4"
          stroke={`var(${series.colour})`}
          strokeWidth={isPart ? 8 : series.width}
          strokeDasharray={series.dashed ? "4 2" : undefined}
        />
      </svg>
      <bdi>{series.label}</bdi>
    </span>
  );
}
