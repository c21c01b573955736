import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ValueScale } from "./chart-frame.ts";

export interface ScaleInUse {
  readonly scale: ValueScale;
  readonly onScale: (scale: ValueScale) => void;
}

/** How the latency charts of a page are scaled; the address keeps it. */
export function useScale(): ScaleInUse {
  const { scale = "linear" }: { scale?: ValueScale | undefined } = useSearch({ strict: false });
  const navigate = useNavigate();
  return {
    scale,
    onScale: (next) =>
      void navigate({
        to: ".",
        search: (old) => ({ ...old, scale: next === "log" ? next : undefined }),
        replace: true,
      }),
  };
}
