import type { ReactElement } from "react";
import type { CompareSearch, Side } from "../search/compare-search.ts";
import style from "./sides.module.css";

const OF_ONE = ["team", "environment", "service"] as const;
/** A side has pickers for a version and a model of its own, but there are none for what both share. */
const OF_BOTH = [...OF_ONE, "version", "model"] as const;

export interface ChipsProps {
  readonly search: CompareSearch;
  /** null = what both share. */
  readonly side: Side | null;
  readonly onChange: (change: CompareSearch) => void;
}

/** The filters that have no picker, each with a press that takes it away. */
export function Chips({ search, side, onChange }: ChipsProps): ReactElement {
  return (
    <>
      {(side === null ? OF_BOTH : OF_ONE).map((field) => {
        const name = side === null ? field : (`${side}.${field}` as const);
        const value = search[name];
        return (
          value !== undefined && (
            <button
              key={field}
              type="button"
              className={style.chip}
              aria-label={`Remove ${field} ${value === "" ? "none" : value}`}
              title={value}
              onClick={() => onChange({ [name]: undefined })}
            >
              {field} <bdi>{value === "" ? "none" : value}</bdi> <span aria-hidden="true">×</span>
            </button>
          )
        );
      })}
    </>
  );
}
