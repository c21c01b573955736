import type { ReactElement } from "react";
import { useFailure } from "../api/use-failure.ts";
import { formatSecond } from "../format/time.ts";
import style from "./banner.module.css";

/** Across the page while an answer is missing: what happened, and how old the numbers are that are still shown. */
export function FailureBanner(): ReactElement {
  const failure = useFailure();
  const readAt = failure?.readAt ?? null;
  const shown =
    readAt === null ? "" : ` Numbers were read ${formatSecond(readAt)} and stay until there are newer ones.`;
  return (
    <output className={style.place}>
      {failure !== null && <p className={style.failure}>{`${failure.words}.${shown}`}</p>}
    </output>
  );
}
