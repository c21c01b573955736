import type { ReactElement } from "react";
import style from "./banner.module.css";

/** What in the address was not understood, and what is shown instead. */
export function SearchNotice({ problems }: { readonly problems: readonly string[] }): ReactElement | null {
  if (problems.length === 0) return null;
  return (
    <div role="status" aria-label="Address" className={style.place}>
      {problems.map((problem) => (
        <p key={problem} className={style.notice}>
          In the address, {problem}.
        </p>
      ))}
    </div>
  );
}
