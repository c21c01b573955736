import { METRICS } from "@promptprof/model";
import { type ReactElement, useMemo } from "react";
import { type Scope, seriesQuery } from "../api/queries.ts";
import { useAnswer } from "../api/use-answer.ts";
import { ChartFigure } from "../charts/chart-figure.tsx";
import { groupsFrame } from "../charts/frames.ts";
import type { IdentityColours } from "../charts/palette.ts";
import type { TablesInUse } from "../charts/use-tables.ts";
import { withValue } from "../charts/with-value.ts";
import { formatDuration } from "../format/duration.ts";
import { formatRate } from "../format/rate.ts";
import { useRange } from "../range/use-range.ts";
import { NO_VERSION } from "./no-version.ts";

const EMPTY = {
  errors: "No calls in this range.",
  ttftMs: "No streamed call in this range: the time to the first token is unknown.",
  tpotMs: "No streamed call in this range: the time per output token is unknown.",
} as const;

/** One value of a metric, a line for each version. */
export function VersionChart({
  scope,
  colours,
  tables,
  chart,
  metric,
  value,
}: {
  readonly scope: Scope;
  readonly colours: IdentityColours;
  readonly tables: TablesInUse;
  /** The chart's name in the address. */
  readonly chart: string;
  readonly metric: keyof typeof EMPTY;
  readonly value: "p95" | "rate";
}): ReactElement {
  const { range, zoomTo } = useRange();
  const shown = useAnswer(seriesQuery(range, scope, metric, "version"));
  const frame = useMemo(
    () => shown.value && groupsFrame(shown.value, { value, unnamed: NO_VERSION, colours }),
    [shown.value, value, colours],
  );
  const { title, definition, unit } = METRICS[metric];
  return (
    <ChartFigure
      title={value === "rate" ? `${title} by version` : `${title} ${value} by version`}
      definition={definition}
      unit={unit}
      format={unit === "ratio" ? formatRate : formatDuration}
      shown={withValue(shown, frame)}
      grouped="versions"
      empty={EMPTY[metric]}
      {...tables.of(chart)}
      onZoom={zoomTo}
    />
  );
}
