import type { ErrorComponentProps } from "@tanstack/react-router";
import { type ReactElement, useEffect } from "react";
import style from "./message-page.module.css";

const AGAIN_MS = 5_000;

/** Our own bug, or answers of another shape than the contract's: the frame around the page stays usable. */
export function PageError({ error, reset }: ErrorComponentProps): ReactElement {
  useEffect(() => {
    const timer = setTimeout(reset, AGAIN_MS);
    return () => clearTimeout(timer);
  }, [reset]);
  return (
    <div className={style.message} role="alert">
      <h1>This page broke</h1>
      <p>{error instanceof Error ? error.message : String(error)}</p>
      <p>Trying again every few seconds. A server of another version than this page may be the cause.</p>
      <button type="button" onClick={reset}>
        Try again
      </button>
    </div>
  );
}
