import type { VersionRow } from "@promptprof/server/contract";

/** As many as the palette has colours, and as the server keeps in a series: those with the most calls. */
const TOP = 6;

/** The versions that the charts of the page show, so that a colour means the same version everywhere. */
export function topVersions(rows: readonly VersionRow[]): (string | null)[] {
  return rows
    .toSorted((a, b) => b.calls - a.calls)
    .slice(0, TOP)
    .map((row) => row.version);
}
