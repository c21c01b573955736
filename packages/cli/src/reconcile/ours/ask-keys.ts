import type { SeriesAnswer } from "@promptprof/server/contract";
import { ask, type Parameters } from "../../connection/ask.ts";
import type { Connection } from "../../connection/connection.ts";

/** Our fields that an API key, a project or a workspace of the provider may stand for. */
export const KEY_FIELDS = ["team", "service", "environment", "project"] as const;
export type KeyField = (typeof KEY_FIELDS)[number];

/** Stands for our keys that were not asked one by one. */
export const OTHER_KEYS = "(all other keys)";
const GROUPS_MAX = 50;

/**
 * Which keys to ask for: those of the invoice and, where the API can group by the field, ours. `isComplete` = every call
 * has one of them. A series cannot be grouped by project, so of projects only the invoice's are known by name.
 */
export async function askKeys(
  connection: Connection,
  selected: Parameters,
  field: KeyField,
  invoiceKeys: readonly string[],
): Promise<{ keys: (string | null)[]; isComplete: boolean }> {
  if (field === "project") return { keys: [...new Set(invoiceKeys)], isComplete: false };
  const question = { ...selected, metric: "calls", by: field, top: GROUPS_MAX };
  const { points, groups } = await ask<SeriesAnswer>(connection, "/api/v1/series", question);
  const keys = new Set<string | null>([...invoiceKeys, ...points.map(({ group }) => group)]);
  return { keys: [...keys], isComplete: groups.shown === groups.all };
}
