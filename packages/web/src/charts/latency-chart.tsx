import { METRICS } from "@promptprof/model";
import { type ReactElement, useMemo } from "react";
import { type Scope, seriesQuery } from "../api/queries.ts";
import { useAnswer } from "../api/use-answer.ts";
import { formatDuration } from "../format/duration.ts";
import { useRange } from "../range/use-range.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { quantilesFrame } from "./frames.ts";
import { ScaleSwitch } from "./scale-switch.tsx";
import type { TablesInUse } from "./use-tables.ts";
import { useScale } from "./use-scale.ts";
import { withValue } from "./with-value.ts";

/** p50, p95 and p99 of the latency of one set of calls. */
export function LatencyChart({
  scope,
  title,
  tables,
  large = false,
}: {
  readonly scope: Scope;
  readonly title: string;
  readonly tables: TablesInUse;
  readonly large?: boolean;
}): ReactElement {
  const { range, zoomTo } = useRange();
  const { scale } = useScale();
  const shown = useAnswer(seriesQuery(range, scope, "durationMs"));
  const frame = useMemo(() => shown.value && quantilesFrame(shown.value), [shown.value]);
  return (
    <ChartFigure
      title={title}
      definition={METRICS.durationMs.definition}
      unit={METRICS.durationMs.unit}
      scale={scale}
      format={formatDuration}
      shown={withValue(shown, frame)}
      empty="No call in this range says how long it took."
      large={large}
      {...tables.of("latency")}
      onZoom={zoomTo}
    >
      <ScaleSwitch />
    </ChartFigure>
  );
}
