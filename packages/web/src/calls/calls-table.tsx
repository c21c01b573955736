import type { CallRow } from "@promptprof/server/contract";
import type { ReactElement } from "react";
import { callKeyOf } from "../search/call-key.ts";
import table from "../table/table.module.css";
import { CALL_COLUMNS, startOf } from "./call-columns.tsx";
import style from "./calls-table.module.css";

export interface CallsTableProps {
  readonly caption: string;
  readonly calls: readonly CallRow[];
  /** Key of the open call. */
  readonly open: string | undefined;
  readonly onOpen: (key: string) => void;
  /** Columns that say the same in every row. */
  readonly without?: readonly string[];
}

const NONE: readonly string[] = [];

/** Calls, newest first; the time of a row opens it. */
export function CallsTable({ caption, calls, open, onOpen, without = NONE }: CallsTableProps): ReactElement {
  const columns = CALL_COLUMNS.filter(({ title }) => !without.includes(title));
  return (
    <div className={table.frame}>
      <table className={`${table.table} ${style.calls}`}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className={table.text}>
              Start
            </th>
            {columns.map(({ title, definition, isText }) => (
              <th key={title} scope="col" title={definition} className={isText ? table.text : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {calls.map((call) => {
            const key = callKeyOf(call);
            const { short, full } = startOf(call);
            return (
              // The button in the row is the same for the keyboard.
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
              <tr
                key={key}
                data-chosen={key === open || undefined}
                data-failed={call.errorClass !== null || undefined}
                onClick={() => onOpen(key)}
              >
                <th scope="row">
                  <button type="button" title={full} className={style.open}>
                    {short}
                  </button>
                </th>
                {columns.map(({ title, isText, cell }) => (
                  <td key={title} className={isText ? style.text : undefined}>
                    {cell(call)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
