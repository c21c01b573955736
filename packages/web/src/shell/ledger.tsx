import type { LedgerAnswer } from "@promptprof/server/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement, ReactNode } from "react";
import { ledgerQuery } from "../api/queries.ts";
import { useAnswer } from "../api/use-answer.ts";
import { formatExact } from "../format/count.ts";
import { PRESET_TITLES, type TimeRange } from "../range/time-range.ts";
import {
  isUnpricedWorthALook,
  ledgerGap,
  notesToLookAt,
  reasonsInWords,
  reasonWords,
  sumOf,
} from "./ledger-words.ts";
import style from "./ledger.module.css";

/** Nothing is lost silently: what arrived and what became of it, on every page. */
export function Ledger({ range }: { readonly range: TimeRange }): ReactElement {
  const { value, stale, failure } = useAnswer(ledgerQuery(range));
  return (
    // Its own frame scrolls on narrow pages, so it must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section aria-label="Ledger" className={style.ledger} data-stale={stale || undefined} tabIndex={0}>
      {value === undefined ? (
        <p>{failure === null ? "Ledger: on its way" : "Ledger: no answer"}</p>
      ) : (
        <Line ledger={value} range={range} />
      )}
    </section>
  );
}

function Line({ ledger, range }: { readonly ledger: LedgerAnswer; readonly range: TimeRange }): ReactElement {
  const when = range.kind === "preset" ? PRESET_TITLES[range.preset].toLowerCase() : "in the chosen range";
  return (
    <dl>
      <Entry term="received" value={ledger.received} note={when} />
      <Entry sign="=" term="stored" value={ledger.stored} />
      <Entry sign="+" term="duplicate" value={ledger.duplicate} note={reasonsInWords(ledger.duplicates)} />
      <Entry
        sign="+"
        term="rejected"
        value={sumOf(ledger.rejected)}
        note={reasonsInWords(ledger.rejected)}
        alarming
      />
      <Entry sign="+" term="waiting" value={ledger.waiting} />
      <Entry
        sign="·"
        term="unpriced"
        value={sumOf(ledger.unpriced)}
        note={reasonsInWords(ledger.unpriced)}
        alarming={isUnpricedWorthALook(ledger.unpriced)}
      />
      {notesToLookAt(ledger.notes).map(({ note, calls }) => (
        <Entry
          key={note}
          sign="·"
          term={
            <Link to="/calls" search={{ note }} title="the calls on which this rule fired">
              {reasonWords(note)}
            </Link>
          }
          value={calls}
        />
      ))}
      {ledger.clientDrops > 0 && (
        <Entry sign="·" term="dropped by clients" value={ledger.clientDrops} alarming />
      )}
      {ledgerGap(ledger) !== 0 && (
        <Entry sign="·" term="unaccounted for" value={ledgerGap(ledger)} alarming />
      )}
      <Entry sign="·" term="not calls" value={ledger.notCalls} />
    </dl>
  );
}

interface EntryProps {
  readonly sign?: string;
  readonly term: ReactNode;
  readonly value: number;
  readonly note?: string;
  /** Is any at all worth a look? */
  readonly alarming?: boolean;
}

function Entry({ sign, term, value, note = "", alarming = false }: EntryProps): ReactElement {
  return (
    <div className={style.entry} data-sign={sign} data-alarm={(alarming && value !== 0) || undefined}>
      <dt>{term}</dt>
      <dd>
        {formatExact(value)}
        {note !== "" && <small>{note}</small>}
      </dd>
    </div>
  );
}
