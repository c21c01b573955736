import { useLocation } from "@tanstack/react-router";
import { useMemo } from "react";
import type { RawSearch, ReadSearch } from "./search-reader.ts";
import { parsePlainSearch } from "./plain-search.ts";
import { readShellSearch } from "./shell-search.ts";

/** What the address says about a page and about the frame around it, with the complaints of both. */
export function usePageSearch<T>(read: (raw: RawSearch) => ReadSearch<T>): ReadSearch<T> {
  const text = useLocation({ select: (location) => location.searchStr });
  return useMemo(() => {
    const raw = parsePlainSearch(text);
    const page = read(raw);
    return { search: page.search, problems: [...readShellSearch(raw).problems, ...page.problems] };
  }, [text, read]);
}
