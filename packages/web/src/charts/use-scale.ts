import { useSearch } from "@tanstack/react-router";
import { useChangeSearch } from "../search/use-change-search.ts";
import type { ValueScale } from "./chart-frame.ts";

export interface ScaleInUse {
  readonly scale: ValueScale;
  readonly onScale: (scale: ValueScale) => void;
}

/** How the latency charts of a page are scaled; the address keeps it. */
export function useScale(): ScaleInUse {
  const { scale = "linear" }: { scale?: ValueScale | undefined } = useSearch({ strict: false });
  const change = useChangeSearch();
  return {
    scale,
    onScale: (next) => change({ scale: next === "log" ? next : undefined }),
  };
}
