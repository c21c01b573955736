import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useState } from "react";
import { historyStart } from "../api/queries.ts";
import { FromToFields, readFromTo } from "../range/from-to-fields.tsx";
import { rangeWords } from "../range/range-words.ts";
import { type Span, spanOf } from "../range/time-range.ts";
import { useRange } from "../range/use-range.ts";
import style from "./sides.module.css";

export interface WindowPickerProps {
  readonly side: string;
  /** The side's own times; null = the page's range. */
  readonly own: Span | null;
  readonly onChange: (own: Span | null) => void;
}

/** When the calls of a side were made: in the page's range, in the same length before it, or at times of its own. */
export function WindowPicker({ side, own, onChange }: WindowPickerProps): ReactElement {
  const { range } = useRange();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const pageSpan = () => spanOf(range, Date.now(), historyStart(client));
  const choose = (word: string) => {
    setOpen(word === "own");
    if (word === "page") onChange(null);
    if (word === "before") onChange(before(pageSpan()));
  };
  return (
    <>
      <label className={style.picker} data-set={own !== null || undefined}>
        <span aria-hidden="true">When</span>
        <select
          aria-label={`Window of ${side}`}
          value={isOpen ? "own" : own === null ? "page" : "set"}
          onChange={({ target }) => choose(target.value)}
        >
          <option value="page">{`the page’s: ${rangeWords(range)}`}</option>
          {own !== null && <option value="set">{rangeWords({ kind: "fixed", ...own })}</option>}
          <option value="before">the same length before the page’s</option>
          <option value="own">times of its own…</option>
        </select>
      </label>
      {isOpen && (
        <OwnTimes
          side={side}
          span={own ?? pageSpan()}
          onDone={(span) => {
            setOpen(false);
            onChange(span);
          }}
        />
      )}
    </>
  );
}

function before({ from, to }: Span): Span {
  return { from: from - (to - from), to: from };
}

interface OwnTimesProps {
  readonly side: string;
  readonly span: Span;
  readonly onDone: (span: Span) => void;
}

function OwnTimes({ side, span, onDone }: OwnTimesProps): ReactElement {
  const [problem, setProblem] = useState("");
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const read = readFromTo(event.currentTarget);
    if ("problem" in read) return setProblem(read.problem);
    return onDone(read);
  };
  return (
    <form aria-label={`Times of ${side}`} className={style.times} onSubmit={submit}>
      <FromToFields span={span} />
      <p role="alert">{problem}</p>
      <button type="submit">Set</button>
    </form>
  );
}
