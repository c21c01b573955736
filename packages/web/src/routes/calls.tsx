import { Link, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { callsQuery } from "../api/queries.ts";
import { useAnswer } from "../api/use-answer.ts";
import { CallDrawer } from "../calls/call-drawer.tsx";
import { CallsFilter } from "../calls/calls-filter.tsx";
import { CallsTable } from "../calls/calls-table.tsx";
import { suggestionsOf } from "../calls/suggestions-of.ts";
import { useRange } from "../range/use-range.ts";
import type { CallsSearch } from "../search/calls-search.ts";
import { useChangeSearch } from "../search/use-change-search.ts";
import { PanelMessage } from "../shell/panel-message.tsx";
import style from "./calls.module.css";

const PAGE_LENGTH = 100;

/** Show me the calls. */
export function Calls(): ReactElement {
  const search = useSearch({ from: "/calls" });
  const { range } = useRange();
  const change = useChangeSearch();
  const { prompt, version, model, note, cursor } = search;
  const { value, stale, failure } = useAnswer(
    callsQuery(range, { prompt, version, model }, { note, cursor, limit: PAGE_LENGTH }),
  );
  const calls = value?.calls ?? [];
  const openCall = (call: string | undefined) => change({ call }, "pushed");
  return (
    <div className={style.page} data-stale={stale || undefined}>
      <header className={style.head}>
        <h1>Calls</h1>
        <CallsFilter
          search={search}
          suggestions={suggestionsOf(calls)}
          onChange={(filter) => change({ ...filter, cursor: undefined }, "pushed")}
        />
      </header>
      {value === undefined && <PanelMessage failure={failure} className={style.message} />}
      {value !== undefined && calls.length === 0 && <NoCalls search={search} />}
      {calls.length > 0 && <CallsTable caption="Calls" calls={calls} open={search.call} onOpen={openCall} />}
      {value !== undefined && <Pages cursor={cursor} next={value.nextCursor} shown={calls.length} />}
      <CallDrawer callKey={search.call} calls={calls} onChange={openCall} />
    </div>
  );
}

interface PagesProps {
  readonly cursor: string | undefined;
  readonly next: string | null;
  readonly shown: number;
}

function Pages({ cursor, next, shown }: PagesProps): ReactElement {
  return (
    <nav aria-label="Pages of calls" className={style.pages}>
      {cursor !== undefined && (
        <Link to="/calls" search={(old) => ({ ...old, cursor: undefined })}>
          Newest
        </Link>
      )}
      {next !== null && (
        <Link to="/calls" search={(old) => ({ ...old, cursor: next })}>
          {`Older than these ${shown}`}
        </Link>
      )}
      {next === null && shown > 0 && <span>These are the oldest of the range.</span>}
    </nav>
  );
}

function NoCalls({ search }: { readonly search: CallsSearch }): ReactElement {
  const isFiltered = [search.prompt, search.version, search.model, search.note].some(
    (value) => value !== undefined,
  );
  return (
    <p className={style.none}>
      {isFiltered ? "No call in this range passes the filter. " : "No calls in this range. "}
      {isFiltered && (
        <Link to="/calls" search={{}}>
          Remove the filter
        </Link>
      )}
    </p>
  );
}
