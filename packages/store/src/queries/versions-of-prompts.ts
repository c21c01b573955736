import { holdings, type Asking } from "../choose-plan.ts";
import { sourceRows } from "../plan-source.ts";
import { planRollups, type ReadPlan } from "../planner.ts";
import { lastStartOfRow } from "../row-times.ts";
import { count, label, readRows } from "../select-query.ts";
import type { CallSelection, PromptSummary } from "../store.ts";
import { PROMPT_KEY, promptKeyText, type PromptKey } from "./prompt-key.ts";

type Versions = Pick<PromptSummary, "versions" | "lastVersion">;

/** How many versions each prompt had in a range, and which was the last. */
export interface VersionsOfPrompts {
  of(key: PromptKey): Versions;
}

/**
 * A query of its own beside the sums: the widest buckets know no versions, and this one reads no sketch, which is nearly all that
 * a bucket costs.
 *
 * It counts no calls beforehand either: that is to choose between buckets and calls, and these buckets are cheap.
 *
 * @param plan how the sums of the same question are read
 */
export async function readVersionsOfPrompts(
  asking: Asking,
  selection: CallSelection,
  plan: ReadPlan,
): Promise<VersionsOfPrompts> {
  const asked = { selection, by: "version", stepMs: null, heldSince: holdings(asking, selection) } as const;
  const read = plan.rows === "calls" ? plan : planRollups(asked);
  const rows = await readRows(asking.engine, {
    select: {
      ...PROMPT_KEY,
      versions: count("uniqExactIf(t.version, t.version != '')"),
      last_version: label(`argMaxIf(t.version, ${lastStartOfRow(read.rows)}, t.version != '')`),
    },
    ...sourceRows(read, selection),
    groupBy: ["prompt", "model"],
    orderBy: [],
    limit: null,
  });
  const byKey = new Map(rows.map((row) => [promptKeyText(row), row]));
  return {
    of: (key) => {
      const row = byKey.get(promptKeyText(key));
      return { versions: row?.versions ?? 0, lastVersion: row?.last_version ?? null };
    },
  };
}
