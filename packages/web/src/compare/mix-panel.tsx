import type { CompareMix } from "@promptprof/server/contract";
import type { ReactElement } from "react";
import { formatRate } from "../format/rate.ts";
import table from "../table/table.module.css";
import style from "./panels.module.css";

const MOST = 8;
/** A point: parts that differ by less are the same mix. */
const WORTH_A_LOOK = 0.01;

const KINDS: Readonly<Record<CompareMix["strata"][number], string>> = {
  prompt: "prompt",
  model: "model",
  hour: "hours (UTC)",
};

/** Whether the sides consist of the same, and what was done where they do not. */
export function MixPanel({
  mix,
  titles,
}: {
  readonly mix: CompareMix;
  readonly titles: { readonly a: string; readonly b: string };
}): ReactElement | null {
  const { adjusted, strata, reasons, parts } = mix;
  if (!adjusted && reasons.length === 0) return null;
  const isMixed = parts.some(({ a, b }) => Math.abs(a - b) >= WORTH_A_LOOK);
  const likeWithLike = `Adjusted: compared within ${strata.map((kind) => KINDS[kind]).join(" and ")}, like with like.`;
  return (
    <section aria-labelledby="mix-title" className={style.panel}>
      <h2 id="mix-title">Mix</h2>
      <p className={style.note}>
        {adjusted ? [likeWithLike, ...reasons].join(" ") : `Not adjusted: ${reasons.join("; ")}.`}
      </p>
      {isMixed && (
        <div className={`${table.frame} ${style.narrow}`}>
          <table className={table.table}>
            <caption className="visually-hidden">Mix</caption>
            <thead>
              <tr>
                <th scope="col" className={table.text}>
                  Part
                </th>
                <th scope="col">
                  A <bdi>{titles.a}</bdi>
                </th>
                <th scope="col">
                  B <bdi>{titles.b}</bdi>
                </th>
              </tr>
            </thead>
            <tbody>
              {parts.slice(0, MOST).map(({ kind, name, a, b }) => (
                <tr key={`${kind} ${name}`}>
                  <th scope="row" className={style.name}>
                    <bdi>{name ?? "none"}</bdi>
                    <small>{KINDS[kind]}</small>
                  </th>
                  <td>{formatRate(a)}</td>
                  <td>{formatRate(b)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
