import type { VersionRow } from "@promptprof/server/contract";

export function newestFirst(rows: readonly VersionRow[]): VersionRow[] {
  return rows.toSorted((a, b) => Date.parse(b.firstSeen) - Date.parse(a.firstSeen));
}

/** The version that was first seen just before this one; null for the first. */
export function versionBefore(rows: readonly VersionRow[], version: string | null): VersionRow | null {
  const sorted = newestFirst(rows);
  return sorted[sorted.findIndex((row) => row.version === version) + 1] ?? null;
}
