import { type ReactElement, useState } from "react";
import style from "./banner.module.css";

/** What in the address was not understood, and what is shown instead, until the reader has seen it. */
export function SearchNotice({ problems }: { readonly problems: readonly string[] }): ReactElement | null {
  const [isSeen, setSeen] = useState(false);
  if (problems.length === 0 || isSeen) return null;
  return (
    <section aria-label="Address" className={style.notice}>
      <ul>
        {problems.map((problem) => (
          <li key={problem}>In the address, {problem}.</li>
        ))}
      </ul>
      <button type="button" onClick={() => setSeen(true)}>
        Dismiss
      </button>
    </section>
  );
}
