import type { PromptRow } from "@promptprof/server/contract";
import type { Scope } from "../api/queries.ts";
import type { Volume } from "../search/home-search.ts";
import { isRowOf } from "./prompt-row.ts";

/** What the second chart shows until the reader chooses: money, or tokens where no call in sight has a price. */
export function firstVolume(rows: readonly PromptRow[], scope: Scope): Volume {
  const inSight = scope.prompt === undefined ? rows : rows.filter((row) => isRowOf(scope, row));
  const hasPrice = inSight.some((row) => row.unpricedCalls < row.calls);
  return hasPrice || inSight.length === 0 ? "cost" : "tokens";
}
