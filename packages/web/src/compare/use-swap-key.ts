import { useEffect } from "react";
import { isBusy } from "../shell/is-busy.ts";

/** `s` swaps the sides, as the button does; never while someone types or an open dialog covers the page. */
export function useSwapKey(onSwap: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented;
      if (event.key === "s" && isPlain && !isBusy(event.target)) onSwap();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [onSwap]);
}
