import type { CompareSlice } from "@promptprof/server/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { formatExact } from "../format/count.ts";
import type { CompareSearch } from "../search/compare-search.ts";
import { ComparisonRows } from "./comparison-rows.tsx";
import { metricTitle } from "./metric-words.ts";
import { Picker } from "./picker.tsx";
import style from "./panels.module.css";

/** More than anybody reads; the picker of the metric narrows them. */
const MOST = 25;

export interface SlicesPanelProps {
  readonly slices: readonly CompareSlice[];
  readonly titles: { readonly a: string; readonly b: string };
  readonly search: CompareSearch;
  readonly onChange: (change: CompareSearch) => void;
}

/** For whom: the parts of the traffic, the most harmed first. */
export function SlicesPanel({ slices, titles, search, onChange }: SlicesPanelProps): ReactElement {
  const metrics = [...new Set(slices.map(({ comparison }) => comparison.metric))];
  const found = slices.filter(
    ({ comparison }) => search.metric === undefined || comparison.metric === search.metric,
  );
  return (
    <section aria-labelledby="slices-title" className={style.panel}>
      <header className={style.head}>
        <h2 id="slices-title">Slices</h2>
        {slices.length > 0 && (
          <Picker
            label="Metric"
            name="Metric of the slices"
            unset="all metrics"
            choices={{ shown: metrics.map((value) => ({ value, title: metricTitle(value) })), left: 0 }}
            value={search.metric}
            onChange={(metric) => onChange({ metric })}
          />
        )}
        {found.length > 0 && (
          <output className={style.note}>
            {found.length > MOST ? `top ${MOST} of ${formatExact(found.length)}, ` : ""}most harmed first
          </output>
        )}
      </header>
      {found.length === 0 ? (
        <p className={style.none}>{noSlices(slices.length)}</p>
      ) : (
        <ComparisonRows
          caption="Slices"
          head="Slice"
          titles={titles}
          rows={found.slice(0, MOST)}
          comparisonOf={({ comparison }) => comparison}
          keyOf={sliceKey}
          nameOf={sliceName}
        />
      )}
    </section>
  );
}

function noSlices(all: number): string {
  return all === 0
    ? "No part of the traffic has enough calls on both sides to be told by itself."
    : "No slice of this metric; the picker shows which there are.";
}

function sliceKey({ kind, name, comparison }: CompareSlice): string {
  return JSON.stringify([kind, name, comparison.metric]);
}

const KINDS: Readonly<Record<CompareSlice["kind"], string>> = {
  prompt: "prompt",
  model: "model",
  team: "team",
  environment: "environment",
  service: "service",
  hour: "hours (UTC)",
  input_size: "input tokens",
};

function sliceName({ kind, name, comparison }: CompareSlice): ReactElement {
  const shown = <bdi>{name ?? "none"}</bdi>;
  return (
    <>
      {kind === "hour" || kind === "input_size" ? (
        shown
      ) : (
        <Link
          to="/compare"
          search={(old) => ({ ...old, [kind]: name ?? "" })}
          title="Only these calls, on both sides"
        >
          {shown}
        </Link>
      )}{" "}
      <small>
        {KINDS[kind]} · {metricTitle(comparison.metric)}
      </small>
    </>
  );
}
