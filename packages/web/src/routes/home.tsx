import { useSearch } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { historyQuery, promptsQuery, type Scope } from "../api/queries.ts";
import { useAnswer } from "../api/use-answer.ts";
import { Crosshair, CrosshairContext } from "../charts/crosshair.ts";
import { LatencyChart } from "../charts/latency-chart.tsx";
import { useTables } from "../charts/use-tables.ts";
import { VolumeChart } from "../charts/volume-chart.tsx";
import { EmptyRange } from "../home/empty-range.tsx";
import { EmptyStore } from "../home/empty-store.tsx";
import { firstVolume } from "../home/first-volume.ts";
import { PromptsPanel } from "../home/prompts-panel.tsx";
import { Selection } from "../home/selection.tsx";
import { UnpricedPanel } from "../home/unpriced-panel.tsx";
import { useRange } from "../range/use-range.ts";
import type { HomeSearch } from "../search/home-search.ts";
import { useChangeSearch } from "../search/use-change-search.ts";
import { isLowerBound } from "../totals/per-call.ts";
import { TotalsStrip } from "../totals/totals-strip.tsx";
import style from "./home.module.css";

/** Which prompts need me today? */
export function Home(): ReactElement {
  const search = useSearch({ from: "/" });
  const { range } = useRange();
  const prompts = useAnswer(promptsQuery(range));
  const isEmpty = prompts.value?.prompts.length === 0;
  return (
    <>
      <h1 className="visually-hidden">Prompts</h1>
      {isEmpty ? <Nothing /> : <Overview search={search} />}
    </>
  );
}

/** No call in the range: is the range wrong, or is the whole store empty? */
function Nothing(): ReactElement | null {
  const history = useAnswer(historyQuery);
  if (history.value === undefined) return null;
  const { first, last } = history.value;
  return first === null || last === null ? <EmptyStore /> : <EmptyRange first={first} last={last} />;
}

function Overview({ search }: { readonly search: HomeSearch }): ReactElement {
  const { range } = useRange();
  const change = useChangeSearch();
  const tables = useTables(search.tables);
  const [crosshair] = useState(() => new Crosshair());
  const rows = useAnswer(promptsQuery(range)).value?.prompts ?? [];
  const scope: Scope = { prompt: search.prompt, model: search.model };
  return (
    <div className={style.page}>
      <TotalsStrip range={range} scope={{}} />
      {rows.some(isLowerBound) && <UnpricedPanel />}
      <CrosshairContext value={crosshair}>
        <Selection scope={scope} onClear={() => change({ prompt: undefined, model: undefined })} />
        <div className={style.charts}>
          <LatencyChart scope={scope} title="Latency" tables={tables} />
          <VolumeChart scope={scope} volume={search.volume ?? firstVolume(rows, scope)} tables={tables} />
        </div>
      </CrosshairContext>
      <PromptsPanel search={search} scope={scope} onChange={change} />
    </div>
  );
}
