import type { Comparison } from "@promptprof/server/contract";
import type { ReactElement, ReactNode } from "react";
import { ForestRow, ForestScale } from "../charts/forest-plot.tsx";
import { formatCount, formatExact } from "../format/count.ts";
import { entryOf, type ForestGroup, forestGroups, rawEntryOf } from "./forest-groups.ts";
import { formatChange, formatInterval, formatValue } from "./metric-words.ts";
import { VerdictMark } from "./verdict-mark.tsx";
import { comparisonDetails, comparisonSentence, marginWords, verdictReason } from "./verdict-words.ts";
import style from "./comparison-rows.module.css";

export interface ComparisonRowsProps<T> {
  readonly caption: string;
  /** What the rows are: "Metric", "Slice". */
  readonly head: string;
  readonly titles: { readonly a: string; readonly b: string };
  readonly rows: readonly T[];
  readonly comparisonOf: (row: T) => Comparison;
  readonly keyOf: (row: T) => string;
  readonly nameOf: (row: T) => ReactNode;
}

/** Comparisons as a table with a forest plot in it; on narrow pages each row stands as a card. */
export function ComparisonRows<T>(props: ComparisonRowsProps<T>): ReactElement {
  const { caption, head, titles, rows, comparisonOf } = props;
  return (
    <table className={style.table}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col" title={titles.a}>
            A <bdi>{titles.a}</bdi>
          </th>
          <th scope="col" title={titles.b}>
            B <bdi>{titles.b}</bdi>
          </th>
          <th scope="col">Change</th>
          <th scope="col">← B has less · B has more →</th>
          <th scope="col">Verdict</th>
        </tr>
      </thead>
      {forestGroups(rows, comparisonOf).map((group) => (
        <Group key={group.key} group={group} {...props} />
      ))}
    </table>
  );
}

function Group<T>({
  group,
  ...props
}: ComparisonRowsProps<T> & { readonly group: ForestGroup<T> }): ReactElement {
  return (
    <tbody>
      {group.rows.map((row) => (
        <Row
          key={props.keyOf(row)}
          comparison={props.comparisonOf(row)}
          name={props.nameOf(row)}
          axis={group.axis}
        />
      ))}
      <tr className={style.axis} aria-hidden="true">
        <td colSpan={4}>{group.sample.scale === "ratio" ? "relative" : "difference"}</td>
        <td className={style.plot}>
          <ForestScale axis={group.axis} format={(value) => formatChange(value, group.sample)} />
        </td>
      </tr>
    </tbody>
  );
}

interface RowProps {
  readonly comparison: Comparison;
  readonly name: ReactNode;
  readonly axis: ForestGroup<unknown>["axis"];
}

function Row({ comparison, name, axis }: RowProps): ReactElement {
  const entry = entryOf(comparison);
  const { verdict, gating, warnings } = comparison;
  return (
    <tr data-gating={gating || undefined} title={comparisonDetails(comparison).join("; ")}>
      <th scope="row" className={style.name}>
        {name}
        {warnings.length > 0 && <small className={style.doubt}>{doubtWords(warnings)}</small>}
      </th>
      <SideCell side="A" comparison={comparison} />
      <SideCell side="B" comparison={comparison} />
      <Change comparison={comparison} />
      <td className={style.plot}>
        {entry !== null && (
          <ForestRow
            axis={axis}
            entry={entry}
            beneath={rawEntryOf(comparison)}
            verdict={verdict}
            label={comparisonSentence(comparison)}
          />
        )}
      </td>
      <td className={style.verdict}>
        <VerdictMark verdict={verdict} />
        <small>{verdictReason(comparison)}</small>
      </td>
    </tr>
  );
}

/** The first doubt; the others stand below the table. */
function doubtWords([first = "", ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} (and ${others.length} more)`;
}

function SideCell({
  side,
  comparison,
}: {
  readonly side: "A" | "B";
  readonly comparison: Comparison;
}): ReactElement {
  const { value, n } = side === "A" ? comparison.a : comparison.b;
  return (
    <td className={side === "A" ? style.a : style.b} data-side={side}>
      {formatValue(value, comparison.unit)} <small title={formatExact(n)}>{`n ${formatCount(n)}`}</small>
    </td>
  );
}

/** The change that counts, and beneath it what it was before the mix was adjusted for. */
function Change({ comparison }: { readonly comparison: Comparison }): ReactElement {
  const { change, unadjusted } = comparison;
  return (
    <td className={style.change}>
      {change === null ? (
        <span title={verdictReason(comparison)}>—</span>
      ) : (
        <>
          <b>{formatChange(change.estimate, comparison)}</b>{" "}
          <small title={`margin ${marginWords(comparison)}`}>{formatInterval(change, comparison)}</small>
        </>
      )}
      {unadjusted !== null && (
        <small className={style.raw}>
          {`raw ${formatChange(unadjusted.estimate, comparison)} ${formatInterval(unadjusted, comparison)}`}
        </small>
      )}
    </td>
  );
}
