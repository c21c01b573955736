import type { ReactElement } from "react";
import { segmentsQuery } from "../api/queries.ts";
import { useAnswer } from "../api/use-answer.ts";
import { formatExact } from "../format/count.ts";
import { formatTokens } from "../format/tokens.ts";
import type { TimeRange } from "../range/time-range.ts";
import { useRange } from "../range/use-range.ts";
import { type CompareSearch, type Side, type SideSearch, sideOf } from "../search/compare-search.ts";
import { PanelMessage } from "../shell/panel-message.tsx";
import table from "../table/table.module.css";
import { type SegmentChange, segmentChanges } from "./segment-changes.ts";
import style from "./panels.module.css";

const MOST = 10;

/** Which parts of the prompt grew or shrank. */
export function SegmentsPanel({
  search,
  titles,
}: {
  readonly search: CompareSearch;
  readonly titles: Readonly<Record<Side, string>>;
}): ReactElement {
  const { range } = useRange();
  const a = useAnswer(segmentsOf(search, "a", range));
  const b = useAnswer(segmentsOf(search, "b", range));
  return (
    <section aria-labelledby="segments-title" className={style.panel}>
      <h2 id="segments-title">Segments</h2>
      {a.value === undefined || b.value === undefined ? (
        <PanelMessage failure={a.failure ?? b.failure} />
      ) : (
        <Changes
          changes={segmentChanges(a.value.segments, b.value.segments)}
          isWidened={a.value.widened || b.value.widened}
          titles={titles}
        />
      )}
    </section>
  );
}

function segmentsOf(search: CompareSearch, side: Side, page: TimeRange): ReturnType<typeof segmentsQuery> {
  const own = sideOf(search, side);
  const { prompt, version, model } = own;
  return segmentsQuery(rangeOfSide(own, page), { prompt, version, model });
}

function rangeOfSide({ from, to }: SideSearch, page: TimeRange): TimeRange {
  return from === undefined || to === undefined
    ? page
    : { kind: "fixed", from: Date.parse(from), to: Date.parse(to) };
}

interface ChangesProps {
  readonly changes: readonly SegmentChange[];
  readonly isWidened: boolean;
  readonly titles: Readonly<Record<Side, string>>;
}

function Changes({ changes, isWidened, titles }: ChangesProps): ReactElement {
  if (changes.length === 0)
    return <p className={style.none}>No call of either side tells of its prompt’s parts.</p>;
  return (
    <>
      <p className={style.note}>
        {`Mean tokens of the calls that have the segment; ${shownWords(changes.length)}.`}
        {isWidened && " Read by whole hours or days, so calls just outside the windows may be in it."}
      </p>
      <div className={table.frame}>
        <table className={table.table}>
          <caption className="visually-hidden">Segments</caption>
          <thead>
            <tr>
              <th scope="col" className={table.text}>
                Segment
              </th>
              <th scope="col">
                A <bdi>{titles.a}</bdi>
              </th>
              <th scope="col">
                B <bdi>{titles.b}</bdi>
              </th>
              <th scope="col">Change</th>
            </tr>
          </thead>
          <tbody>
            {changes.slice(0, MOST).map(({ path, a, b, change, only }) => (
              <tr key={path}>
                <th scope="row" className={style.name}>
                  <bdi title={path}>{path}</bdi>
                  {only !== null && <small>{only === "b" ? "new in B" : "gone in B"}</small>}
                </th>
                <td>{formatTokens(rounded(a))}</td>
                <td>{formatTokens(rounded(b))}</td>
                <td>{changeWords(change)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function shownWords(all: number): string {
  return all > MOST
    ? `the ${MOST} of ${formatExact(all)} that changed most`
    : "those that changed most first";
}

function rounded(mean: number | null): number | null {
  return mean === null ? null : Math.round(mean);
}

/** Tokens more or less, with the sign always. */
function changeWords(change: number | null): string {
  if (change === null) return "—";
  const whole = Math.round(change);
  return whole > 0 ? `+${formatTokens(whole)}` : formatTokens(whole);
}
