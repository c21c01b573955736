import type { SeriesAnswer } from "@promptprof/server/contract";
import { type ReactElement, useMemo } from "react";
import { type Scope, seriesQuery } from "../api/queries.ts";
import { useAnswer } from "../api/use-answer.ts";
import { Sparkline } from "../charts/sparkline.tsx";
import { formatCount, formatExact } from "../format/count.ts";
import { formatRate, share } from "../format/rate.ts";
import { useRange } from "../range/use-range.ts";
import { reasonWords } from "../shell/ledger-words.ts";
import { PanelMessage } from "../shell/panel-message.tsx";
import table from "../table/table.module.css";
import { errorClasses } from "./error-class-rows.ts";
import view from "./prompt-view.module.css";

/** What went wrong, by class, each with its course over the range. */
export function ErrorClasses({ scope }: { readonly scope: Scope }): ReactElement {
  const { range } = useRange();
  const { value, failure } = useAnswer(seriesQuery(range, scope, "errors"));
  return (
    <section aria-labelledby="errors-title" className={view.panel}>
      <h2 id="errors-title">Errors by class</h2>
      {value === undefined ? <PanelMessage failure={failure} /> : <Rows answer={value} />}
    </section>
  );
}

function Rows({ answer }: { readonly answer: SeriesAnswer }): ReactElement {
  const { rows, calls } = useMemo(() => errorClasses(answer), [answer]);
  if (rows.length === 0)
    return <p>{calls === 0 ? "No calls in this range." : `None of ${formatExact(calls)} calls failed.`}</p>;
  return (
    <div className={`${table.frame} ${view.narrow}`}>
      <table className={table.table}>
        <caption className="visually-hidden">Errors by class</caption>
        <thead>
          <tr>
            <th scope="col" className={table.text}>
              Class
            </th>
            <th scope="col">Calls</th>
            <th scope="col">Share of calls</th>
            <th scope="col">Trend</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, count, trend }) => (
            <tr key={name}>
              <th scope="row">{reasonWords(name)}</th>
              <td title={formatExact(count)}>{formatCount(count)}</td>
              <td>{formatRate(share(count, calls))}</td>
              <td className={table.trend}>
                <Sparkline values={trend} label={`most in one bucket ${formatExact(Math.max(...trend))}`} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
