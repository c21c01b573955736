import type { Run } from "../run/run.ts";

const LISTS = ["items", "prompts", "unchanged", "scorers"] as const;

/**
 * Whether a JSON value is a run that `promptprof bench` wrote, by its outer shape: its calls are thousands, and they
 * come from our own hand.
 */
export function isRun(value: unknown): value is Run {
  if (typeof value !== "object" || value === null || !("suite" in value) || !("startedAt" in value))
    return false;
  const fields = new Map(Object.entries(value));
  return typeof value.startedAt === "number" && LISTS.every((name) => Array.isArray(fields.get(name)));
}
