/** What has a retention: single calls, the rollups by the width of their buckets, and scores. */
export const KEPT = ["calls", "minutes", "hours", "days", "scores"] as const;
export type Kept = (typeof KEPT)[number];

/** Days that rows are kept, from 1 to `RETENTION_DAYS_MAX`; null = for ever. */
export interface Retention extends Readonly<Record<Kept, number | null>> {
  /** Projects whose single calls are kept longer or shorter than `calls`. */
  readonly projects: Readonly<Record<string, number | null>>;
}

/** 50 years: a time of today and so much later is still one that the engine's 32 bits hold (until 2056). */
export const RETENTION_DAYS_MAX = 18_250;

/** As migrations 1, 2 and 8 make the tables. */
export const DEFAULT_RETENTION: Retention = {
  calls: 90,
  minutes: 8,
  hours: 400,
  days: null,
  scores: 120,
  projects: {},
};

/** Days that the calls of a project are kept; without a project the fewest of all. */
export function daysOf(retention: Retention, kept: Kept, project: string | undefined): number | null {
  if (kept !== "calls") return retention[kept];
  if (project !== undefined) {
    return Object.hasOwn(retention.projects, project)
      ? (retention.projects[project] ?? null)
      : retention.calls;
  }
  const all = [retention.calls, ...Object.values(retention.projects)];
  const fewest = Math.min(...all.map((days) => days ?? Infinity));
  return fewest === Infinity ? null : fewest;
}
