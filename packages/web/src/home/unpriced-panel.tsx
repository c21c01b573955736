import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { unpricedQuery } from "../api/queries.ts";
import { useAnswer } from "../api/use-answer.ts";
import { NO_DATA } from "../format/no-data.ts";
import { formatExact } from "../format/count.ts";
import { useRange } from "../range/use-range.ts";
import { CopyButton } from "../shell/copy-button.tsx";
import { reasonWords } from "../shell/ledger-words.ts";
import {
  adviceSentence,
  exactStake,
  failedWords,
  stakeWords,
  tokensAtStake,
  type UnpricedGroup,
  unpricedParts,
} from "./unpriced-words.ts";
import style from "./unpriced-panel.module.css";

/** More than anybody heals at once; they come back when the first ones have a price. */
const GROUPS_IN_SIGHT = 12;

/** Which calls have no price or only one in part, and the lines of the configuration that would give them one. */
export function UnpricedPanel(): ReactElement | null {
  const { range } = useRange();
  const { value, stale } = useAnswer(unpricedQuery(range));
  if (value === undefined) return null;
  const { groups, failedCalls } = unpricedParts(value.groups);
  if (groups.length === 0 && failedCalls === 0) return null;
  return (
    <section aria-label="Without a price" className={style.panel} data-stale={stale || undefined}>
      {groups.length > 0 && <Groups groups={groups} />}
      {failedCalls > 0 && <p className={style.failed}>{failedWords(failedCalls)}</p>}
    </section>
  );
}

/** One line until it is opened, so that it never pushes the charts out of sight. */
function Groups({ groups }: { readonly groups: readonly UnpricedGroup[] }): ReactElement {
  const more = groups.slice(GROUPS_IN_SIGHT);
  return (
    <details>
      <summary>
        <h2>Without a price</h2>
        <span>{stakeWords(groups)}</span>
      </summary>
      <table>
        <caption className="visually-hidden">Without a price</caption>
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">Reason</th>
            <th scope="col">Calls</th>
            <th scope="col">At stake</th>
            <th scope="col">What to do</th>
          </tr>
        </thead>
        <tbody>
          {groups.slice(0, GROUPS_IN_SIGHT).map((group) => (
            <Row key={JSON.stringify([group.reason, group.provider, group.model])} group={group} />
          ))}
        </tbody>
      </table>
      {more.length > 0 && (
        <p
          className={style.failed}
        >{`And ${formatExact(more.length)} smaller groups: ${stakeWords(more)}.`}</p>
      )}
    </details>
  );
}

function Row({ group }: { readonly group: UnpricedGroup }): ReactElement {
  const name = group.model ?? "no model";
  return (
    <tr>
      <th scope="row">
        <Name group={group} name={name} />
      </th>
      <td>{reasonWords(group.reason)}</td>
      <td className={style.number}>
        {formatExact(group.calls)}
        <span className={style.unit}> {group.calls === 1 ? "call" : "calls"}</span>
      </td>
      <td className={style.number} title={exactStake(group)}>
        {tokensAtStake([group])}
      </td>
      <td className={style.advice}>
        {group.advice !== null && <p>{adviceSentence(group.advice)}</p>}
        {group.config !== null && <Config lines={group.config} name={name} />}
      </td>
    </tr>
  );
}

function Name({ group, name }: { readonly group: UnpricedGroup; readonly name: string }): ReactElement {
  return (
    <>
      <Link to="/calls" search={{ model: group.model ?? "" }} title={`The calls of ${name}`}>
        <bdi>{name}</bdi>
      </Link>
      <small>
        <bdi>{group.provider ?? NO_DATA}</bdi>
      </small>
    </>
  );
}

function Config({ lines, name }: { readonly lines: string; readonly name: string }): ReactElement {
  return (
    <div className={style.config}>
      {/* Long names scroll inside, so the keyboard must reach it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section tabIndex={0} aria-label={`Configuration for ${name}`}>
        <pre>
          <code>{lines}</code>
        </pre>
      </section>
      <CopyButton text={lines} label={`Copy the configuration for ${name}`} />
    </div>
  );
}
