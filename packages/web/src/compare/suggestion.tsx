import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { promptsQuery, versionsQuery } from "../api/queries.ts";
import { useAnswer } from "../api/use-answer.ts";
import { formatExact } from "../format/count.ts";
import { useRange } from "../range/use-range.ts";
import type { CompareSearch } from "../search/compare-search.ts";
import { PanelMessage } from "../shell/panel-message.tsx";
import { comparablePrompts, ENOUGH_CALLS, suggestedVersions } from "./suggested.ts";
import style from "./suggestion.module.css";

const MOST = 8;

/** In place of a comparison while both sides are the same calls: what could be compared, a press away. */
export function Suggestion({ search }: { readonly search: CompareSearch }): ReactElement {
  return search.prompt === undefined ? <Prompts /> : <Versions prompt={search.prompt} />;
}

function Versions({ prompt }: { readonly prompt: string }): ReactElement {
  const { range } = useRange();
  const { value, failure } = useAnswer(versionsQuery(range, { prompt }));
  if (value === undefined) return <PanelMessage failure={failure} className={style.suggestion} />;
  const versions = suggestedVersions(value.versions);
  return (
    <div className={style.suggestion}>
      <p>Both sides are the same calls. Choose a version, a model or a window of its own for one of them.</p>
      {versions === null ? (
        <p>{`No two versions have ${ENOUGH_CALLS} calls or more in this range.`}</p>
      ) : (
        <Link to="/compare" search={(old) => ({ ...old, ...versions })}>
          Compare <bdi>{versions["b.version"] || "no version"}</bdi> with{" "}
          <bdi>{versions["a.version"] || "no version"}</bdi>, the two newest
        </Link>
      )}
    </div>
  );
}

function Prompts(): ReactElement {
  const { range } = useRange();
  const { value, failure } = useAnswer(promptsQuery(range));
  if (value === undefined) return <PanelMessage failure={failure} className={style.suggestion} />;
  const prompts = comparablePrompts(value.prompts).slice(0, MOST);
  return (
    <div className={style.suggestion}>
      <p>Is B better than A, and for whom? Choose a prompt, then what tells the two sides apart.</p>
      {prompts.length === 0 && <p>No prompt has two versions in this range.</p>}
      <ul>
        {prompts.map(({ prompt, versions, calls }) => (
          <li key={prompt}>
            <Link to="/compare" search={(old) => ({ ...old, prompt })}>
              <bdi>{prompt}</bdi>
            </Link>{" "}
            <small>{`${formatExact(versions)} versions, ${formatExact(calls)} calls`}</small>
          </li>
        ))}
      </ul>
    </div>
  );
}
