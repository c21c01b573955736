import { DEFAULT_RETENTION, KEPT, type Retention } from "@promptprof/store";
import type { Static } from "typebox";
import { isRecord, type Mistake } from "../schema/check-value.ts";
import type { RetentionSchema } from "./retention-schema.ts";

type Days = number | string | null;

/** A retention in whole: what is not said keeps its default. */
export function retentionOf(file: Static<typeof RetentionSchema>): Retention {
  const said = KEPT.flatMap((kept) =>
    file[kept] === undefined ? [] : [[kept, daysOf(file[kept])] as const],
  );
  const projects = Object.entries(file.projects ?? {}).map(([name, days]) => [name, daysOf(days)] as const);
  return { ...DEFAULT_RETENTION, ...Object.fromEntries(said), projects: Object.fromEntries(projects) };
}

/** Wide buckets are read where the narrow ones have gone, so they have to stay as long. */
const WIDER = [
  ["minutes", "hours"],
  ["hours", "days"],
] as const;

/**
 * What is wrong with the part `retention` of a configuration beyond its schema.
 *
 * @param value the merged value, as the defaults and the environment decide too
 */
export function retentionMistakes(value: unknown): Mistake[] {
  const given = isRecord(value) ? value : {};
  const lasting = (kept: "minutes" | "hours" | "days"): number => {
    const days = given[kept] === undefined ? DEFAULT_RETENTION[kept] : given[kept];
    return typeof days === "number" ? days : Infinity;
  };
  return WIDER.flatMap(([narrow, wide]): Mistake[] => {
    if (lasting(wide) >= lasting(narrow)) return [];
    const key = given[wide] === undefined ? narrow : wide;
    const text = `${wide} would be kept for ${lasting(wide)} days and ${narrow} for ${written(lasting(narrow))}; keep ${wide} at least as long`;
    return [{ path: ["retention", key], at: "value", text }];
  });
}

function written(days: number): string {
  return days === Infinity ? "ever" : String(days);
}

function daysOf(days: Days): number | null {
  return typeof days === "number" ? days : null;
}
