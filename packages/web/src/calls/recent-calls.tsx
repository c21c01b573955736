import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { callsQuery, type Scope } from "../api/queries.ts";
import { useAnswer } from "../api/use-answer.ts";
import { useRange } from "../range/use-range.ts";
import { PanelMessage } from "../shell/panel-message.tsx";
import { CallsTable } from "./calls-table.tsx";
import style from "./recent-calls.module.css";

const RECENT = 20;

/** The newest calls of a prompt, and the way to all of them. */
export function RecentCalls({
  scope,
  open,
  onOpen,
}: {
  readonly scope: Scope;
  readonly open: string | undefined;
  readonly onOpen: (key: string) => void;
}): ReactElement {
  const { range } = useRange();
  const { value, failure } = useAnswer(callsQuery(range, scope, { limit: RECENT }));
  return (
    <section aria-labelledby="recent-title" className={style.recent}>
      <header>
        <h2 id="recent-title">Recent calls</h2>
        <Link to="/calls" search={scope}>
          All calls
        </Link>
      </header>
      {value === undefined && <PanelMessage failure={failure} />}
      {value?.calls.length === 0 && <p>No calls in this range.</p>}
      {value !== undefined && value.calls.length > 0 && (
        <CallsTable
          caption="Recent calls"
          calls={value.calls}
          open={open}
          onOpen={onOpen}
          without={["Prompt"]}
        />
      )}
    </section>
  );
}
