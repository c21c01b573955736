import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import type { CallsSearch } from "./calls-search.ts";
import type { CompareSearch } from "./compare-search.ts";
import type { HomeSearch } from "./home-search.ts";
import type { PromptSearch } from "./prompt-search.ts";
import type { ShellSearch } from "./shell-search.ts";

type SearchChange = HomeSearch & PromptSearch & CallsSearch & CompareSearch & ShellSearch;

export type ChangeSearch = (change: SearchChange, how?: "pushed" | "replaced") => void;

/**
 * Changes the state that the address of this page holds, and leaves the page where it is scrolled to. What the
 * back button should undo is `pushed`; how something is shown replaces the address instead.
 */
export function useChangeSearch(): ChangeSearch {
  const navigate = useNavigate();
  return useCallback(
    (change, how = "replaced") =>
      void navigate({
        to: ".",
        search: (old) => ({ ...old, ...change }),
        replace: how === "replaced",
        resetScroll: false,
      }),
    [navigate],
  );
}
