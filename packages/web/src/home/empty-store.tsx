import type { ReactElement } from "react";
import { ledgerQuery } from "../api/queries.ts";
import { useAnswer } from "../api/use-answer.ts";
import { formatExact } from "../format/count.ts";
import { CopyButton } from "../shell/copy-button.tsx";
import { reasonsInWords, sumOf } from "../shell/ledger-words.ts";
import { type FirstCall, firstCalls } from "./first-call.ts";
import style from "./empty-store.module.css";

/** No call was ever stored: how to send the first one. The page wakes up by itself when it comes. */
export function EmptyStore(): ReactElement {
  return (
    <div className={style.empty}>
      <header>
        <h2>Send the first call</h2>
        <output className={style.waiting}>Waiting for the first call. This page fills by itself.</output>
        <Arrived />
      </header>
      <ol>
        {firstCalls(location.origin).map((way) => (
          <Way key={way.title} way={way} />
        ))}
      </ol>
    </div>
  );
}

/** Something may have come that was not a call, or was rejected: the worst thing to be silent about. */
function Arrived(): ReactElement | null {
  const ledger = useAnswer(ledgerQuery({ kind: "preset", preset: "24h" })).value;
  if (ledger === undefined) return null;
  const rejected = sumOf(ledger.rejected);
  if (rejected + ledger.notCalls + ledger.waiting === 0) return null;
  return (
    <output className={style.arrived}>
      Something arrived: {formatExact(ledger.waiting)} waiting, {formatExact(ledger.notCalls)} spans that are
      no calls, {formatExact(rejected)} rejected{rejected > 0 && ` (${reasonsInWords(ledger.rejected)})`}.
    </output>
  );
}

function Way({ way }: { readonly way: FirstCall }): ReactElement {
  return (
    <li>
      <header>
        <h3>{way.title}</h3>
        <CopyButton text={way.text} label={`Copy the ${way.title} example`} />
      </header>
      <p>{way.explanation}</p>
      {/* Long lines scroll inside, so the keyboard must reach it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section tabIndex={0} aria-label={`${way.title} example`}>
        <pre>
          <code>{way.text}</code>
        </pre>
      </section>
    </li>
  );
}
