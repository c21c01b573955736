import type { ReactElement, ReactNode } from "react";
import style from "./faint.module.css";

/** A value to be read with care; the title says why. */
export function Faint({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <span className={style.faint} title={title}>
      {children}
    </span>
  );
}
