import type { ReactElement } from "react";
import { Link } from "@tanstack/react-router";
import type { Scope } from "../api/queries.ts";
import style from "./selection.module.css";

/** Whose calls the charts show, said in words above them. */
export function Selection({
  scope,
  onClear,
}: {
  readonly scope: Scope;
  readonly onClear: () => void;
}): ReactElement {
  if (scope.prompt === undefined && scope.model === undefined) {
    return (
      <p className={style.selection}>Charts of all calls. Choose a row of the table for one prompt alone.</p>
    );
  }
  return (
    <p className={style.selection}>
      Charts of{" "}
      <strong>
        <bdi>{scopeWords(scope)}</bdi>
      </strong>
      <button type="button" onClick={onClear}>
        Show all calls
      </button>
      <Link to="/calls" search={scope}>
        Its calls
      </Link>
    </p>
  );
}

/** A scope in words; the empty text means calls that have none. */
export function scopeWords({ prompt, model }: Scope): string {
  if (prompt !== undefined && prompt !== "") return prompt;
  return model === undefined || model === "" ? "calls without prompt and model" : model;
}
