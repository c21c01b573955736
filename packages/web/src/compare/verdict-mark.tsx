import type { ReactElement } from "react";
import type { ForestVerdict } from "../charts/forest-plot.tsx";
import style from "./verdict-mark.module.css";

const SIGNS: Readonly<Record<ForestVerdict, string>> = { worse: "✗", better: "✓", same: "=", undecided: "?" };

/** A verdict by word and sign; the colour only helps. */
export function VerdictMark({ verdict }: { readonly verdict: ForestVerdict }): ReactElement {
  return (
    <strong className={style.verdict} data-verdict={verdict}>
      <span aria-hidden="true">{SIGNS[verdict]}</span> {verdict}
    </strong>
  );
}
