import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useRange } from "../range/use-range.ts";
import { isBusy } from "./is-busy.ts";

/** Every shortcut of the shell, as the help shows it. */
export const SHORTCUTS = [
  { keys: "?", does: "This help" },
  { keys: "g h", does: "Go to the prompts" },
  { keys: "g c", does: "Go to the calls" },
  { keys: "g v", does: "Go to the comparison (this versus that)" },
  { keys: "s", does: "In a comparison: swap the sides" },
  { keys: "[ and ]", does: "Earlier and later, by half the range" },
  { keys: "/", does: "Find in the table" },
  { keys: "← →", does: "In a chart: from sample to sample" },
  { keys: "+ −", does: "In a chart: zoom in and out" },
  { keys: "j k", does: "In an open call: the next and the previous one" },
  { keys: "Esc", does: "Close, or let go of the crosshair" },
] as const;

const FOLLOW_UP_MS = 1_500;

/** Single keys, never while someone types and never with a modifier. */
export function useShortcuts(onHelp: () => void): void {
  const navigate = useNavigate();
  const { shift } = useRange();
  const wentAt = useRef(0);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target))
        return;
      const follows = event.timeStamp - wentAt.current < FOLLOW_UP_MS;
      if (event.key === "g") wentAt.current = event.timeStamp;
      else if (follows && event.key === "h") void navigate({ to: "/" });
      else if (follows && event.key === "c") void navigate({ to: "/calls" });
      else if (follows && event.key === "v") void navigate({ to: "/compare" });
      else if (event.key === "?") onHelp();
      else if (event.key === "[") shift(-1);
      else if (event.key === "]") shift(1);
      else if (event.key === "/") focusFind(event);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [navigate, shift, onHelp]);
}

function focusFind(event: KeyboardEvent): void {
  const field = document.querySelector<HTMLInputElement>("input[type=search]");
  if (field === null) return;
  event.preventDefault();
  field.focus();
}
