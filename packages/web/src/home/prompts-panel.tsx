import { type ReactElement, useCallback } from "react";
import { promptsQuery, type Scope } from "../api/queries.ts";
import { useAnswer } from "../api/use-answer.ts";
import { formatExact } from "../format/count.ts";
import { useNow } from "../format/use-now.ts";
import { useRange } from "../range/use-range.ts";
import type { HomeSearch } from "../search/home-search.ts";
import { PanelMessage } from "../shell/panel-message.tsx";
import { PromptsTable } from "./prompts-table.tsx";
import { findPrompts, firstOrder, sortPrompts } from "./sort-prompts.ts";
import style from "./prompts-panel.module.css";

/** More rows than anybody reads; the rest is one press away. */
const ROWS_AT_FIRST = 50;

export interface PromptsPanelProps {
  readonly search: HomeSearch;
  readonly scope: Scope;
  readonly onChange: (next: HomeSearch) => void;
}

/** The table of prompts with its field to find one, in the order that the address says. */
export function PromptsPanel({ search, scope, onChange }: PromptsPanelProps): ReactElement {
  const { range } = useRange();
  const now = useNow();
  const choose = useCallback(({ prompt, model }: Scope) => onChange({ prompt, model }), [onChange]);
  const { value, stale, failure } = useAnswer(promptsQuery(range));
  if (value === undefined) return <PanelMessage failure={failure} className={style.message} />;
  const sort = search.sort ?? "cost";
  const order = search.order ?? firstOrder(sort);
  const found = sortPrompts(findPrompts(value.prompts, search.find ?? ""), sort, order);
  const rows = search.rows === "all" ? found : found.slice(0, ROWS_AT_FIRST);
  return (
    <section aria-labelledby="prompts-title" data-stale={stale || undefined} className={style.panel}>
      <header className={style.head}>
        <h2 id="prompts-title">Prompts</h2>
        <Found shown={rows.length} found={found.length} all={value.prompts.length} />
        <input
          type="search"
          aria-label="Find a prompt"
          placeholder="Find a prompt"
          defaultValue={search.find}
          onChange={(event) => onChange({ find: event.target.value || undefined })}
        />
      </header>
      <PromptsTable
        rows={rows}
        now={now}
        sort={sort}
        order={order}
        onSort={(nextSort, nextOrder) => onChange({ sort: nextSort, order: nextOrder })}
        scope={scope}
        onScope={choose}
      />
      {rows.length < found.length && (
        <button type="button" className={style.more} onClick={() => onChange({ rows: "all" })}>
          {`Show all ${formatExact(found.length)}`}
        </button>
      )}
    </section>
  );
}

function Found({
  shown,
  found,
  all,
}: {
  readonly shown: number;
  readonly found: number;
  readonly all: number;
}): ReactElement {
  const part = shown < found ? `${formatExact(shown)} of ` : "";
  const of = found < all ? ` found of ${formatExact(all)}` : "";
  return <output className={style.count}>{`${part}${formatExact(found)}${of}`}</output>;
}
