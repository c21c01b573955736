import type { ReactElement } from "react";
import { type Failure, failureWords } from "../api/answer.ts";
import style from "./panel-message.module.css";

/** In place of a panel that has nothing to show yet: that it is coming, or what went wrong. */
export function PanelMessage({
  failure,
  className = "",
}: {
  readonly failure: Failure | null;
  readonly className?: string | undefined;
}): ReactElement {
  if (failure === null) {
    return (
      <div className={`${style.skeleton} ${className}`} aria-busy="true">
        <span className="visually-hidden">Loading</span>
      </div>
    );
  }
  return (
    <p className={`${style.failure} ${className}`}>{`${failureWords(failure)}. ${whatNext(failure)}`}</p>
  );
}

function whatNext(failure: Failure): string {
  return failure.kind === "refused" ? "Change the range or the filter." : "Trying again every few seconds.";
}
