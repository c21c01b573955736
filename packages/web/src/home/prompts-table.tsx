import type { PromptRow } from "@promptprof/server/contract";
import { Link } from "@tanstack/react-router";
import { memo, type ReactElement } from "react";
import type { Scope } from "../api/queries.ts";
import { Sparkline } from "../charts/sparkline.tsx";
import { describeTrend } from "../charts/describe-trend.ts";
import { formatCount } from "../format/count.ts";
import { formatAgo, formatInstant } from "../format/time.ts";
import { SortableHead } from "../table/sortable-head.tsx";
import { MEASURE_COLUMNS } from "../table/measure-columns.tsx";
import table from "../table/table.module.css";
import type { Order, PromptColumn } from "../search/home-search.ts";
import { isRowOf, rowKey, rowName, rowScope } from "./prompt-row.ts";
import { firstOrder } from "./sort-prompts.ts";
import style from "./prompts-table.module.css";

export interface PromptsTableProps {
  readonly rows: readonly PromptRow[];
  readonly now: number;
  readonly sort: PromptColumn;
  readonly order: Order;
  readonly onSort: (sort: PromptColumn, order: Order) => void;
  /** The row whose calls the charts show; all calls when empty. */
  readonly scope: Scope;
  readonly onScope: (scope: Scope) => void;
}

export function PromptsTable({
  rows,
  now,
  sort,
  order,
  onSort,
  scope,
  onScope,
}: PromptsTableProps): ReactElement {
  const head = { sort, order, onSort, firstOrder };
  return (
    <div className={table.frame}>
      <table className={`${table.table} ${style.prompts}`}>
        <caption className="visually-hidden">Prompts</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Chart</span>
            </th>
            <SortableHead
              {...head}
              column="name"
              title="Prompt"
              definition="The prompt, or the model of calls that name none."
            />
            <SortableHead
              {...head}
              column="versions"
              title="Versions"
              definition="Distinct versions in the range."
            />
            <th scope="col" title="p95 latency over the range, from zero; a hole is a time without calls.">
              p95 trend
            </th>
            {MEASURE_COLUMNS.map(({ key, title, definition }) => (
              <SortableHead key={key} {...head} column={key} title={title} definition={definition} />
            ))}
            <SortableHead
              {...head}
              column="seen"
              title="Last seen"
              definition="Start of the newest call in the range."
            />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={rowKey(row)} row={row} now={now} isChosen={isRowOf(scope, row)} onScope={onScope} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly row: PromptRow;
  readonly now: number;
  readonly isChosen: boolean;
  readonly onScope: (scope: Scope) => void;
}

/** Kept as it is while its own numbers stay: sorting 500 rows then only moves them. */
const Row = memo(({ row, now, isChosen, onScope }: RowProps): ReactElement => {
  const seen = Date.parse(row.lastSeen);
  const choose = () => onScope(isChosen ? {} : rowScope(row));
  return (
    // The button in the row is the same for the keyboard.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <tr data-chosen={isChosen || undefined} onClick={(event) => isPlain(event.target) && choose()}>
      <td>
        <button
          type="button"
          aria-pressed={isChosen}
          aria-label={`Chart only ${rowName(row)}`}
          className={style.choose}
          onClick={choose}
        />
      </td>
      <th scope="row">
        <RowLink row={row} />
      </th>
      <td>
        <Versions row={row} />
      </td>
      <td className={table.trend}>
        <Sparkline values={row.trend.p95Ms} label={describeTrend(row.trend.p95Ms)} />
      </td>
      {MEASURE_COLUMNS.map(({ key, cell }) => (
        <td key={key}>{cell(row)}</td>
      ))}
      <td>
        <time dateTime={row.lastSeen} title={formatInstant(seen)}>
          {formatAgo(seen, now)}
        </time>
      </td>
    </tr>
  );
});

/** How many versions there are; where there are two, they can be compared. */
function Versions({ row }: { readonly row: PromptRow }): ReactElement {
  if (row.versions < 2) return <>{formatCount(row.versions)}</>;
  return (
    <Link
      to="/compare"
      search={rowScope(row)}
      aria-label={`Compare the ${formatCount(row.versions)} versions of ${rowName(row)}`}
      title="Compare its versions"
    >
      <span aria-hidden="true">⇄</span> {formatCount(row.versions)}
    </Link>
  );
}

function RowLink({ row }: { readonly row: PromptRow }): ReactElement {
  const name = <bdi>{rowName(row)}</bdi>;
  if (row.prompt !== null) {
    return (
      <Link to="/p/$prompt" params={{ prompt: row.prompt }} title={row.prompt}>
        {name}
      </Link>
    );
  }
  return (
    <>
      <Link to="/m/{-$model}" params={{ model: row.model ?? undefined }} title={rowName(row)}>
        {name}
      </Link>
      <small className={style.kind}>model</small>
    </>
  );
}

/** A click on a link or a button is theirs, and marking text is no click on the row. */
function isPlain(target: EventTarget): boolean {
  const isOwn = target instanceof Element && target.closest("a, button") !== null;
  return !isOwn && getSelection()?.isCollapsed !== false;
}
