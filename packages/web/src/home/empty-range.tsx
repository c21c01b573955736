import type { ReactElement } from "react";
import { formatAgo, formatInstant, formatMinute } from "../format/time.ts";
import { useNow } from "../format/use-now.ts";
import { useRange } from "../range/use-range.ts";
import style from "./empty-range.module.css";

const HOUR_MS = 3_600_000;

/** There are calls, only not here: says where they are and goes there. */
export function EmptyRange({ first, last }: { readonly first: number; readonly last: number }): ReactElement {
  const { setRange } = useRange();
  const now = useNow();
  return (
    <div className={style.empty}>
      <h2>No calls in this range</h2>
      <p>
        The newest call is from{" "}
        <time dateTime={new Date(last).toISOString()} title={formatInstant(last)}>
          {formatMinute(last)}
        </time>
        , {formatAgo(last, now)}.
      </p>
      <div>
        <button
          type="button"
          onClick={() => setRange({ kind: "fixed", from: last - 24 * HOUR_MS, to: last + HOUR_MS })}
        >
          Show the day up to it
        </button>
        <button type="button" onClick={() => setRange({ kind: "preset", preset: "all" })}>
          Show all history since {formatMinute(first)}
        </button>
      </div>
    </div>
  );
}
