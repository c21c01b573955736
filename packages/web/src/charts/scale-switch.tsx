import type { ReactElement } from "react";
import { Segmented } from "../shell/segmented.tsx";
import { useScale } from "./use-scale.ts";

const OPTIONS = [
  { key: "linear", title: "Linear" },
  { key: "log", title: "Log" },
] as const;

/** A few calls of minutes flatten all others on a linear axis; a logarithmic one shows both. */
export function ScaleSwitch(): ReactElement {
  const { scale, onScale } = useScale();
  return <Segmented label="Scale" options={OPTIONS} value={scale} onChange={onScale} />;
}
