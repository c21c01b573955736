import type { Call } from "@promptprof/model";
import type { Settlement, DecidedCall } from "../journal/settlement.ts";

/** A decided call and its content. */
export interface RoundCall {
  readonly decided: DecidedCall;
  readonly call: Call;
}

/** A decision on its way into the store. Each step can be repeated; `stage` says which one is next. */
export interface Round {
  readonly settlement: Settlement;
  readonly calls: readonly RoundCall[];
  stage: "decide" | "insert" | "record" | "finish";
  /** By hour of receipt, what the inserts of this round answered so far. */
  readonly inserted: Map<number, { readonly stored: number; readonly duplicate: number }>;
}

export function newRound(
  settlement: Settlement,
  calls: readonly RoundCall[],
  stage: "decide" | "insert",
): Round {
  return { settlement, calls, stage, inserted: new Map() };
}
