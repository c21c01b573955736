import type { ReactElement } from "react";
import { type Scope, totalsQuery } from "../api/queries.ts";
import { useAnswer } from "../api/use-answer.ts";
import { beforeWords } from "../range/range-words.ts";
import type { TimeRange } from "../range/time-range.ts";
import { PanelMessage } from "../shell/panel-message.tsx";
import type { Change } from "./change.ts";
import { type TotalTile, totalTiles } from "./total-tiles.ts";
import style from "./totals-strip.module.css";

/** Five numbers of the range and how they moved against the equally long time before it. */
export function TotalsStrip({
  range,
  scope,
}: {
  readonly range: TimeRange;
  readonly scope: Scope;
}): ReactElement {
  const { value, stale, failure } = useAnswer(totalsQuery(range, scope));
  return (
    <section aria-label="Totals" className={style.strip} data-stale={stale || undefined}>
      {value === undefined ? (
        <PanelMessage failure={failure} className={style.message} />
      ) : (
        <dl>
          {totalTiles(value).map((tile) => (
            <Tile key={tile.title} tile={tile} before={beforeWords(range)} />
          ))}
        </dl>
      )}
    </section>
  );
}

function Tile({ tile, before }: { readonly tile: TotalTile; readonly before: string | null }): ReactElement {
  return (
    <div className={style.tile}>
      <dt title={tile.definition}>{tile.title}</dt>
      <dd>
        <strong title={tile.exact} data-few={tile.isOfFewCalls || undefined}>
          {tile.value}
        </strong>
        <ChangeText change={tile.change} before={before} />
        {tile.note !== "" && <small>{tile.note}</small>}
      </dd>
    </div>
  );
}

function ChangeText({
  change,
  before,
}: {
  readonly change: Change | null;
  readonly before: string | null;
}): ReactElement {
  if (change === null)
    return (
      <span className={style.change}>
        {before === null ? "since the first call" : "too few calls before"}
      </span>
    );
  return (
    <span className={style.change} data-verdict={change.verdict} title={`compared with ${before}`}>
      {[change.arrow, change.text, change.words].filter((part) => part !== "").join(" ")}
    </span>
  );
}
