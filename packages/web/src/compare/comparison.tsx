import type { CompareAnswer } from "@promptprof/server/contract";
import type { ReactElement } from "react";
import { compareQuery } from "../api/queries.ts";
import { useAnswer } from "../api/use-answer.ts";
import { useRange } from "../range/use-range.ts";
import { compareQuestion, type CompareSearch } from "../search/compare-search.ts";
import { PanelMessage } from "../shell/panel-message.tsx";
import { ComparisonRows } from "./comparison-rows.tsx";
import { metricTitle } from "./metric-words.ts";
import { Method } from "./method.tsx";
import { MixPanel } from "./mix-panel.tsx";
import { PromptsPanel } from "./prompts-panel.tsx";
import { SegmentsPanel } from "./segments-panel.tsx";
import { SlicesPanel } from "./slices-panel.tsx";
import { VerdictPanel } from "./verdict-panel.tsx";
import style from "./comparison.module.css";

export interface ComparisonProps {
  readonly search: CompareSearch;
  readonly onChange: (change: CompareSearch) => void;
}

/** The answer for two selections that differ: the verdict first, then what it comes from. */
export function Comparison({ search, onChange }: ComparisonProps): ReactElement {
  const { range } = useRange();
  const { value, stale, failure } = useAnswer(compareQuery(range, compareQuestion(search)));
  if (value === undefined) return <PanelMessage failure={failure} className={style.message} />;
  return (
    <div className={style.comparison} data-stale={stale || undefined}>
      <VerdictPanel answer={value} />
      {value.a.calls + value.b.calls > 0 && <Parts answer={value} search={search} onChange={onChange} />}
    </div>
  );
}

function Parts({
  answer,
  search,
  onChange,
}: ComparisonProps & { readonly answer: CompareAnswer }): ReactElement {
  const titles = { a: answer.a.label, b: answer.b.label };
  return (
    <>
      <section aria-labelledby="metrics-title" className={style.panel}>
        <h2 id="metrics-title">Metrics</h2>
        <ComparisonRows
          caption="Metrics"
          head="Metric"
          titles={titles}
          rows={answer.comparisons}
          comparisonOf={(row) => row}
          keyOf={({ metric }) => metric}
          nameOf={({ metric }) => metricTitle(metric)}
        />
        <Method answer={answer} />
      </section>
      <MixPanel mix={answer.mix} titles={titles} />
      <SlicesPanel slices={answer.slices} titles={titles} search={search} onChange={onChange} />
      <PromptsPanel prompts={answer.prompts} search={search} onChange={onChange} />
      <SegmentsPanel search={search} titles={titles} />
    </>
  );
}
