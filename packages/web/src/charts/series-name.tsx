import type { ReactElement } from "react";
import type { ChartSeries } from "./chart-frame.ts";
import style from "./chart.module.css";

/** The key of a series: its stroke and its name. */
export function SeriesName({ series }: { readonly series: ChartSeries }): ReactElement {
  const border = series.width === 0 ? "8px solid" : `2px ${series.dashed ? "dashed" : "solid"}`;
  return (
    <span className={style.name} title={series.label}>
      <i className={style.swatch} style={{ borderTop: `${border} var(${series.colour})` }} />
      <bdi>{series.label}</bdi>
    </span>
  );
}
