import { readCallsSearch } from "./calls-search.ts";
import { readCompareSearch } from "./compare-search.ts";
import { readHomeSearch } from "./home-search.ts";
import { parsePlainSearch } from "./plain-search.ts";
import { readPromptSearch } from "./prompt-search.ts";
import type { RawSearch, ReadSearch } from "./search-reader.ts";
import { readShellSearch } from "./shell-search.ts";

/** Whose words the rest of the address is, by the beginning of its path. */
const READERS: readonly (readonly [RegExp, (raw: RawSearch) => ReadSearch<unknown>])[] = [
  [/^\/$/, readHomeSearch],
  [/^\/[pm](\/|$)/, readPromptSearch],
  [/^\/compare$/, readCompareSearch],
  [/^\/calls$/, readCallsSearch],
];

/**
 * What in the address that the reader came by makes no sense. The router puts the address right at once, and all
 * addresses that the pages make are right, so this is asked for once, before the router starts.
 */
export function landingProblems(path: string, search: string): readonly string[] {
  const raw = parsePlainSearch(search);
  const page = READERS.find(([form]) => form.test(path))?.[1];
  return [...readShellSearch(raw).problems, ...(page?.(raw).problems ?? [])];
}
