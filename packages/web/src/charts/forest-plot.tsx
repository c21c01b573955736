import type { ReactElement, ReactNode } from "react";
import { type ForestAxis, type ForestEntry, forestMarks, type ForestMarks } from "./forest.ts";
import style from "./forest-plot.module.css";

/** What an interval says against its margin; each has a shape of its own. */
export type ForestVerdict = "better" | "worse" | "same" | "undecided";

export interface ForestRowProps {
  readonly axis: ForestAxis;
  readonly entry: ForestEntry;
  /** Drawn thin and pale beneath. */
  readonly beneath?: ForestEntry | null;
  readonly verdict: ForestVerdict;
  /** The row in words. */
  readonly label: string;
}

/** One interval: its margin as a band, nothing as a line, and the estimate in the shape of its verdict. */
export function ForestRow({ axis, entry, beneath = null, verdict, label }: ForestRowProps): ReactElement {
  const marks = forestMarks(entry, axis);
  return (
    <svg role="img" aria-label={label} className={style.row} data-verdict={verdict}>
      <Ground marks={marks} />
      {beneath !== null && (
        <Whiskers marks={forestMarks(beneath, axis)} y={BENEATH_PX} className={style.beneath} />
      )}
      <Whiskers marks={marks} y={MIDDLE_PX} className={style.interval} />
      <At x={marks.point} y={MIDDLE_PX}>
        <path className={style.point} d={POINTS[verdict]} />
      </At>
    </svg>
  );
}

const MIDDLE_PX = 14;
const BENEATH_PX = 23;

/** About the point 0, 0: worse is a square, better a disc, same a small ring, undecided a diamond. */
const POINTS: Readonly<Record<ForestVerdict, string>> = {
  worse: "M-4-4H4V4H-4Z",
  better: "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0Z",
  same: "M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0Z",
  undecided: "M0-5L5 0L0 5L-5 0Z",
};

function Ground({ marks: { margin } }: { readonly marks: ForestMarks }): ReactElement {
  return (
    <>
      <rect
        className={style.margin}
        x={percent(margin.from)}
        width={percent(margin.to - margin.from)}
        height="100%"
      />
      <line className={style.nothing} x1="50%" x2="50%" y1="0" y2="100%" />
    </>
  );
}

interface WhiskersProps {
  readonly marks: ForestMarks;
  readonly y: number;
  readonly className: string | undefined;
}

function Whiskers({ marks, y, className }: WhiskersProps): ReactElement {
  const { from, to, isCutLeft, isCutRight } = marks;
  return (
    <g className={className}>
      <line x1={percent(from)} x2={percent(to)} y1={y} y2={y} />
      <At x={from} y={y}>
        <path d={isCutLeft ? "M6-4L0 0L6 4" : END} />
      </At>
      <At x={to} y={y}>
        <path d={isCutRight ? "M-6-4L0 0L-6 4" : END} />
      </At>
    </g>
  );
}

const END = "M0-4V4";

/** The axis of some rows: its ticks, and which way is more. */
export function ForestScale({
  axis,
  format,
}: {
  readonly axis: ForestAxis;
  readonly format: (value: number) => string;
}): ReactElement {
  return (
    <svg className={style.scale} aria-hidden="true">
      {axis.ticks.map(({ value, x }) => (
        <At key={value} x={x} y={0}>
          <path d="M0 16V20" />
          <text y="12">{value === 0 ? "0" : format(value)}</text>
        </At>
      ))}
    </svg>
  );
}

/** An inner picture moves its origin by per cent, which a transform cannot. */
function At({
  x,
  y,
  children,
}: {
  readonly x: number;
  readonly y: number;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <svg x={percent(x)} y={y} className={style.at} aria-hidden="true">
      {children}
    </svg>
  );
}

/** Two decimals of a per cent are a tenth of a pixel on a plot of 1,000. */
function percent(x: number): string {
  return `${(x * 100).toFixed(2)}%`;
}
