import type { ReadPlan } from "./planner.ts";
import type { Condition } from "./select-query.ts";
import type { CallSelection } from "./store.ts";
import { RAW, type Dimension } from "./tables.ts";

const DIMENSIONS: readonly Dimension[] = [
  "project",
  "environment",
  "service",
  "team",
  "prompt",
  "version",
  "model",
];

/** The selection as conditions on the planned table, over the planned range. */
export function callFilter(
  selection: CallSelection,
  plan: Pick<ReadPlan, "table" | "from" | "to">,
): Condition[] {
  const time: Condition =
    plan.table === RAW
      ? { kind: "during", column: "t.start_time", from: plan.from, to: plan.to, unit: "moment" }
      : { kind: "during", column: "t.bucket", from: plan.from, to: plan.to, unit: "bucket" };
  return [time, ...DIMENSIONS.flatMap((dimension) => equality(dimension, selection[dimension]))];
}

function equality(dimension: Dimension, value: string | null | undefined): Condition[] {
  return value === undefined ? [] : [{ kind: "equals", column: `t.${dimension}`, value: value ?? "" }];
}
