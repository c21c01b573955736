import { METRICS } from "@promptprof/model";
import { type ReactElement, useMemo } from "react";
import { type Scope, seriesQuery } from "../api/queries.ts";
import { useAnswer } from "../api/use-answer.ts";
import { ChartFigure } from "../charts/chart-figure.tsx";
import { groupsFrame } from "../charts/frames.ts";
import type { IdentityColours } from "../charts/palette.ts";
import { ScaleSwitch } from "../charts/scale-switch.tsx";
import type { TablesInUse } from "../charts/use-tables.ts";
import { useScale } from "../charts/use-scale.ts";
import { withValue } from "../charts/with-value.ts";
import { formatDuration } from "../format/duration.ts";
import { useRange } from "../range/use-range.ts";
import { type Quantile, QUANTILES } from "../search/prompt-search.ts";
import { Segmented } from "../shell/segmented.tsx";
import { NO_VERSION } from "./no-version.ts";

const OPTIONS = QUANTILES.map((key) => ({ key, title: key }));

/** One quantile of the latency, a line for each version. */
export function VersionLatency({
  scope,
  colours,
  tables,
  quantile,
  onQuantile,
}: {
  readonly scope: Scope;
  readonly colours: IdentityColours;
  readonly tables: TablesInUse;
  readonly quantile: Quantile;
  readonly onQuantile: (quantile: Quantile) => void;
}): ReactElement {
  const { range, zoomTo } = useRange();
  const { scale } = useScale();
  const shown = useAnswer(seriesQuery(range, scope, "durationMs", "version"));
  const frame = useMemo(
    () => shown.value && groupsFrame(shown.value, { value: quantile, unnamed: NO_VERSION, colours }),
    [shown.value, quantile, colours],
  );
  return (
    <ChartFigure
      title={`Latency ${quantile} by version`}
      definition={METRICS.durationMs.definition}
      unit={METRICS.durationMs.unit}
      scale={scale}
      format={formatDuration}
      shown={withValue(shown, frame)}
      grouped="versions"
      empty="No call in this range says how long it took."
      large
      {...tables.of("latency")}
      onZoom={zoomTo}
    >
      <ScaleSwitch />
      <Segmented label="Quantile" options={OPTIONS} value={quantile} onChange={onQuantile} />
    </ChartFigure>
  );
}
