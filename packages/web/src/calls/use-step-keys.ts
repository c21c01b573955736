import { useEffect } from "react";

/** `j` and `k` go to the next and the previous one, wherever the focus is, unless someone types. */
export function useStepKeys(step: (by: -1 | 1) => void): void {
  useEffect(() => {
    const onKeyDown = ({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
      if (ctrlKey || metaKey || altKey || target instanceof HTMLInputElement) return;
      if (key === "j") step(1);
      else if (key === "k") step(-1);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [step]);
}
