import { SEGMENT_KINDS } from "@promptprof/model";
import { textCell, word } from "../cell-codec.ts";
import { holdings, type Asking } from "../choose-plan.ts";
import { sourceRows } from "../plan-source.ts";
import { planRollups, sourceOf, type ReadPlan } from "../planner.ts";
import { count, label, readRows, type SelectQuery } from "../select-query.ts";
import type { SegmentsQuestion, SegmentsResult, SegmentSums } from "../store.ts";
import { SEGMENT_ROLLUPS } from "../tables.ts";

/**
 * Whole days inside of the range and hours at its ends, both from the rollups of migration 10. There are no minutes of
 * segments: a range that does not begin and end on whole hours is widened, and the answer says so.
 */
export async function readSegments(asking: Asking, question: SegmentsQuestion): Promise<SegmentsResult> {
  const heldSince = holdings(asking, question);
  const planned = { selection: question, by: question.by, stepMs: null, heldSince };
  const plan = planRollups(planned, SEGMENT_ROLLUPS);
  const segments =
    plan.pieces.length === 0 ? [] : await readRows(asking.engine, segmentsQuery(question, plan));
  const widened = plan.from !== question.from || plan.to !== question.to;
  return { segments, source: sourceOf(plan), widened };
}

export function segmentsQuery(question: SegmentsQuestion, plan: ReadPlan): SelectQuery<SegmentSums> {
  const { by } = question;
  return {
    select: {
      group: label(by === null ? "''" : `t.${by}`),
      path: { sql: "t.path", decode: textCell },
      kind: { sql: "t.kind", decode: word(SEGMENT_KINDS).decode },
      calls: count("sum(t.calls)"),
      tokens: count("sum(t.tokens)"),
      callsWithoutTokens: count("sum(t.calls_without_tokens)"),
      costNanoUsd: count("sum(t.cost)"),
      callsWithoutCost: count("sum(t.calls_without_cost)"),
      partlyPricedCalls: count("sum(t.partly_calls)"),
    },
    ...sourceRows(plan, question),
    groupBy: ["group", "path", "kind"],
    orderBy: [
      { by: "tokens", descending: true },
      ...["path", "kind", "group"].map((name) => ({ by: name, descending: false })),
    ],
    limit: null,
  };
}
