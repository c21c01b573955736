import { readRange, type RangeSearch } from "../range/time-range.ts";
import { type RawSearch, type ReadSearch, SearchReader } from "./search-reader.ts";

/** What every page keeps in its address. `theme` is for pictures of a page; the switch does not write it. */
export interface ShellSearch extends RangeSearch {
  readonly theme?: "light" | "dark" | undefined;
}

/** These follow the reader from page to page. */
export const SHELL_KEYS = ["range", "from", "to", "theme"] as const;

export function readShellSearch(raw: RawSearch): ReadSearch<ShellSearch> {
  const reader = new SearchReader(raw);
  const search = { ...readRange(reader, raw), theme: reader.word("theme", ["light", "dark"]) };
  return { search, problems: reader.problems };
}
