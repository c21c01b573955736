import type { PromptRow, VersionRow } from "@promptprof/server/contract";
import type { CompareSearch } from "../search/compare-search.ts";
import { newestFirst } from "./versions.ts";

/** Fewer calls than this show a difference only when it is huge. */
export const ENOUGH_CALLS = 30;

/** The version in use and the one before it, of those with enough calls; null where there are no two. */
export function suggestedVersions(
  rows: readonly VersionRow[],
): Pick<CompareSearch, "a.version" | "b.version"> | null {
  const [candidate, baseline] = newestFirst(rows).filter(({ calls }) => calls >= ENOUGH_CALLS);
  if (candidate === undefined || baseline === undefined) return null;
  return { "a.version": baseline.version ?? "", "b.version": candidate.version ?? "" };
}

/** The prompts that have two versions or more in the range, those with the most calls first. */
export function comparablePrompts(rows: readonly PromptRow[]): (PromptRow & { readonly prompt: string })[] {
  return rows
    .flatMap((row) => (row.prompt === null || row.versions < 2 ? [] : [{ ...row, prompt: row.prompt }]))
    .toSorted((a, b) => b.calls - a.calls);
}
