import type { CompareAnswer } from "@promptprof/server/contract";
import type { ReactElement } from "react";
import { metricTitle } from "./metric-words.ts";
import { comparisonDetails } from "./verdict-words.ts";
import style from "./method.module.css";

/** How every number was reckoned, and every doubt about it, for those who ask. */
export function Method({ answer }: { readonly answer: CompareAnswer }): ReactElement {
  const { method, continuous, comparisons } = answer;
  return (
    <details className={style.method}>
      <summary>How this was reckoned, and what is doubtful</summary>
      <p>
        {method}
        {continuous
          ? " These intervals may be looked at as often as one likes."
          : " These intervals are those of a fixed number of calls, looked at once."}
      </p>
      <p>
        The grey band of a row is its margin: a change within it does not matter. A square is worse, a disc
        better, a ring the same, a diamond undecided. Metrics in bold decide the verdict of the whole.
      </p>
      <dl>
        {comparisons.map((comparison) => (
          <div key={comparison.metric}>
            <dt>{metricTitle(comparison.metric)}</dt>
            <dd>{comparisonDetails(comparison).join("; ") || "nothing to tell"}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
