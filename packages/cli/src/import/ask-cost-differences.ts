import type { CallRow, CallsAnswer } from "@promptprof/server/contract";
import { ask, type Parameters } from "../connection/ask.ts";
import type { Connection } from "../connection/connection.ts";
import type { CostDifference, CostDifferences } from "./import-report.ts";

const WORST_SHOWN = 10;
const PAGE_CALLS = 1000;

/** Pages through the calls whose claimed cost is not what their tokens and the dated prices say. */
export async function askCostDifferences(
  connection: Connection,
  selected: Parameters,
): Promise<CostDifferences> {
  let found: CostDifferences = { calls: 0, claimedNanoUsd: 0, recomputedNanoUsd: 0, worst: [] };
  let cursor: string | null = null;
  do {
    const question = { ...selected, note: "reported_cost_differs", limit: PAGE_CALLS, cursor };
    const page: CallsAnswer = await ask<CallsAnswer>(connection, "/api/v1/calls", question);
    found = page.calls.flatMap((call) => differenceOf(call) ?? []).reduce(withDifference, found);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
}

function differenceOf(call: CallRow): CostDifference | null {
  if (call.reportedCostNanoUsd === null || call.costNanoUsd === null) return null;
  return {
    time: call.startTime,
    model: call.responseModel ?? call.requestModel,
    inputTokens: call.inputTokens,
    outputTokens: call.outputTokens,
    claimedNanoUsd: call.reportedCostNanoUsd,
    recomputedNanoUsd: call.costNanoUsd.total,
    traceId: call.traceId,
    spanId: call.spanId,
  };
}

function withDifference(found: CostDifferences, difference: CostDifference): CostDifferences {
  const worst = [...found.worst, difference].toSorted((a, b) => distance(b) - distance(a));
  return {
    calls: found.calls + 1,
    claimedNanoUsd: found.claimedNanoUsd + difference.claimedNanoUsd,
    recomputedNanoUsd: found.recomputedNanoUsd + difference.recomputedNanoUsd,
    worst: worst.slice(0, WORST_SHOWN),
  };
}

function distance({ claimedNanoUsd, recomputedNanoUsd }: CostDifference): number {
  return Math.abs(claimedNanoUsd - recomputedNanoUsd);
}
