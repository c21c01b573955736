import type { VersionRow, VersionsAnswer } from "@promptprof/server/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import type { Scope } from "../api/queries.ts";
import type { Shown } from "../api/use-answer.ts";
import type { IdentityColours } from "../charts/palette.ts";
import { newestFirst, versionBefore } from "../compare/versions.ts";
import { formatExact } from "../format/count.ts";
import { formatInstant, formatMinute } from "../format/time.ts";
import { PanelMessage } from "../shell/panel-message.tsx";
import { MEASURE_COLUMNS } from "../table/measure-columns.tsx";
import table from "../table/table.module.css";
import { NO_VERSION } from "./no-version.ts";
import view from "./prompt-view.module.css";
import style from "./versions-table.module.css";

export interface VersionsTableProps {
  readonly scope: Scope;
  readonly shown: Shown<VersionsAnswer>;
  readonly colours: IdentityColours;
  /** The version that the page is narrowed to; the empty text = calls that name none. */
  readonly chosen: string | undefined;
  readonly onChoose: (version: string | undefined) => void;
}

/** The versions of a prompt, newest first, each with the colour that it has in the charts. */
export function VersionsTable({ shown, ...rest }: VersionsTableProps): ReactElement {
  return (
    <section aria-labelledby="versions-title" className={view.panel}>
      <h2 id="versions-title">Versions</h2>
      {shown.value === undefined ? (
        <PanelMessage failure={shown.failure} />
      ) : (
        <Rows rows={shown.value.versions} {...rest} />
      )}
    </section>
  );
}

type RowsProps = Omit<VersionsTableProps, "shown"> & { readonly rows: readonly VersionRow[] };

function Rows({ rows, scope, colours, chosen, onChoose }: RowsProps): ReactElement {
  return (
    <div className={table.frame}>
      <table className={`${table.table} ${style.versions}`}>
        <caption className="visually-hidden">Versions</caption>
        <thead>
          <tr>
            <th scope="col">Version</th>
            <th scope="col" title="The comparison with the version that was first seen just before.">
              Compare
            </th>
            <th scope="col">First seen</th>
            <th scope="col">Last seen</th>
            <th scope="col">Models</th>
            {MEASURE_COLUMNS.map(({ key, title, definition }) => (
              <th key={key} scope="col" title={definition}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {newestFirst(rows).map((row) => {
            const key = row.version ?? "";
            const isChosen = chosen === key;
            return (
              <tr key={key} data-chosen={isChosen || undefined}>
                <th scope="row">
                  <button
                    type="button"
                    aria-pressed={isChosen}
                    aria-label={`Only ${row.version ?? NO_VERSION}`}
                    className={style.version}
                    onClick={() => onChoose(isChosen ? undefined : key)}
                  >
                    <i style={{ background: `var(${colours.get(row.version) ?? "--ink-soft"})` }} />
                    <bdi title={row.version ?? "calls that name no version"}>{row.version ?? NO_VERSION}</bdi>
                  </button>
                </th>
                <td>
                  <WithBefore scope={scope} row={row} before={versionBefore(rows, row.version)} />
                </td>
                <Seen time={row.firstSeen} />
                <Seen time={row.lastSeen} />
                <td className={style.models} title={row.models.join(", ")}>
                  <bdi>{row.models[0] ?? "—"}</bdi>
                  {row.models.length > 1 && ` +${formatExact(row.models.length - 1)}`}
                </td>
                {MEASURE_COLUMNS.map(({ key: column, cell }) => (
                  <td key={column}>{cell(row)}</td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface WithBeforeProps {
  readonly scope: Scope;
  readonly row: VersionRow;
  /** null = it is the first of the range. */
  readonly before: VersionRow | null;
}

function WithBefore({ scope, row, before }: WithBeforeProps): ReactElement {
  if (before === null) return <span title="no version before it in this range">—</span>;
  const name = before.version ?? NO_VERSION;
  return (
    <Link
      to="/compare"
      search={{ ...scope, "a.version": before.version ?? "", "b.version": row.version ?? "" }}
      className={style.before}
      aria-label={`Compare ${row.version ?? NO_VERSION} with ${name}, the one before`}
    >
      with <bdi title={name}>{name}</bdi>
    </Link>
  );
}

function Seen({ time }: { readonly time: string }): ReactElement {
  const ms = Date.parse(time);
  return (
    <td>
      <time dateTime={time} title={formatInstant(ms)}>
        {formatMinute(ms)}
      </time>
    </td>
  );
}
