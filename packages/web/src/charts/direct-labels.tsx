import type { ReactElement } from "react";
import type { ChartSeries } from "./chart-frame.ts";
import type { PlotLayout } from "./plot.ts";
import { SeriesName } from "./series-name.tsx";
import { spreadLabels } from "./spread-labels.ts";
import style from "./chart.module.css";

const LABEL_HEIGHT_PX = 16;

/** The name of each series at its right end, moved apart where ends are close. A narrow page has the legend instead. */
export function DirectLabels({
  series,
  layout,
}: {
  readonly series: readonly ChartSeries[];
  readonly layout: PlotLayout;
}): ReactElement {
  const labels = layout.anchors.flatMap(({ key, top }) => {
    const one = series.find((candidate) => candidate.key === key);
    return one === undefined ? [] : [{ one, top }];
  });
  const tops = spreadLabels(
    labels.map(({ top }) => top),
    layout.height,
    LABEL_HEIGHT_PX,
  );
  return (
    <div className={style.labels} aria-hidden="true">
      {labels.map(({ one }, i) => (
        <div key={one.key} className={style.label} style={{ top: (tops[i] ?? 0) - LABEL_HEIGHT_PX / 2 }}>
          <SeriesName series={one} />
        </div>
      ))}
    </div>
  );
}
