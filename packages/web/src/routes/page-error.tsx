import type { ErrorComponentProps } from "@tanstack/react-router";
import type { ReactElement } from "react";
import style from "./message-page.module.css";

/** Our own bug, or a server of another version: the frame around the page stays usable. */
export function PageError({ error, reset }: ErrorComponentProps): ReactElement {
  return (
    <div className={style.message} role="alert">
      <h1>This page broke</h1>
      <p>{error instanceof Error ? error.message : String(error)}</p>
      <button type="button" onClick={reset}>
        Try again
      </button>
    </div>
  );
}
