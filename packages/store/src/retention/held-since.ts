import { DAY_MS } from "../tables.ts";
import { DEFAULT_RETENTION, daysOf, type Kept, type Retention } from "./retention.ts";

/** A retention and since when it is in force, epoch ms. */
export interface RetentionChange {
  readonly at: number;
  readonly retention: Retention;
}

/**
 * Since when everything is there: since the start of a bucket, for single calls since their receipt. Epoch ms,
 * -Infinity = since ever.
 *
 * A longer retention brings nothing back: what had gone when it came into force stays gone, so each change leaves a floor.
 *
 * @param changes every change of the store, oldest first; before the first one the default was in force
 * @param project whose calls; undefined = of all projects
 */
export function heldSince(
  changes: readonly RetentionChange[],
  kept: Kept,
  project: string | undefined,
  now: number,
): number {
  const retentions = [DEFAULT_RETENTION, ...changes.map(({ retention }) => retention)];
  const ends = [...changes.map(({ at }) => at), now];
  const floors = retentions.map((retention, i) => {
    const days = daysOf(retention, kept, project);
    return days === null ? -Infinity : (ends[i] ?? now) - days * DAY_MS;
  });
  return Math.max(...floors);
}

/** The retention in force. */
export function retentionOf(changes: readonly RetentionChange[]): Retention {
  return changes.at(-1)?.retention ?? DEFAULT_RETENTION;
}
