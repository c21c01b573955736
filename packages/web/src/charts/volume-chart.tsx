import { METRICS } from "@promptprof/model";
import { type ReactElement, useMemo } from "react";
import { type Scope, seriesQuery } from "../api/queries.ts";
import { useAnswer } from "../api/use-answer.ts";
import { formatTokens } from "../format/tokens.ts";
import { formatUsd } from "../format/usd.ts";
import { useRange } from "../range/use-range.ts";
import type { Volume } from "../search/home-search.ts";
import { useChangeSearch } from "../search/use-change-search.ts";
import { Segmented } from "../shell/segmented.tsx";
import { ChartFigure } from "./chart-figure.tsx";
import { costFrame, tokensFrame } from "./frames.ts";
import type { TablesInUse } from "./use-tables.ts";
import { withValue } from "./with-value.ts";

const LOOKS = {
  cost: {
    metric: METRICS.cost,
    frameOf: costFrame,
    format: formatUsd,
    empty: "No call in this range has a price.",
  },
  tokens: {
    metric: METRICS.tokens,
    frameOf: tokensFrame,
    format: formatTokens,
    empty: "No call in this range reports tokens.",
  },
} as const;

const OPTIONS = [
  { key: "cost", title: "Cost" },
  { key: "tokens", title: "Tokens" },
] as const;

/** Cost or tokens over time, in the parts that are priced apart. */
export function VolumeChart({
  scope,
  volume,
  tables,
}: {
  readonly scope: Scope;
  readonly volume: Volume;
  readonly tables: TablesInUse;
}): ReactElement {
  const { range, zoomTo } = useRange();
  const change = useChangeSearch();
  const { metric, frameOf, format, empty } = LOOKS[volume];
  const shown = useAnswer(seriesQuery(range, scope, metric.name));
  const frame = useMemo(
    // For a moment after switching, the answer is still that of the other metric.
    () => (shown.value?.metric === metric.name ? frameOf(shown.value) : undefined),
    [shown.value, metric.name, frameOf],
  );
  return (
    <ChartFigure
      title={metric.title}
      definition={metric.definition}
      unit={metric.unit}
      format={format}
      shown={withValue(shown, frame)}
      empty={empty}
      {...tables.of("volume")}
      onZoom={zoomTo}
    >
      <Segmented
        label="Cost or tokens"
        options={OPTIONS}
        value={volume}
        onChange={(next) => change({ volume: next })}
      />
    </ChartFigure>
  );
}
