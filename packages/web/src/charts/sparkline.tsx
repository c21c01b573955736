import type { ReactElement } from "react";
import { sparklinePath } from "./sparkline-path.ts";
import style from "./sparkline.module.css";

const WIDTH_PX = 96;
const HEIGHT_PX = 20;

/** A small trend without axes; `label` says it in words. */
export function Sparkline({
  values,
  label,
}: {
  readonly values: readonly (number | null)[];
  readonly label: string;
}): ReactElement {
  const { path, dots, end } = sparklinePath(values, WIDTH_PX, HEIGHT_PX);
  return (
    <svg
      role="img"
      aria-label={label}
      className={style.sparkline}
      viewBox={`-2 -2 ${WIDTH_PX + 4} ${HEIGHT_PX + 4}`}
    >
      <path d={path} />
      {dots.map(({ x, y }) => (
        <circle key={x} cx={x} cy={y} r={1} />
      ))}
      {end !== null && <circle cx={end.x} cy={end.y} r={1.75} />}
    </svg>
  );
}
