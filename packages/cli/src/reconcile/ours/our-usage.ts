import { costOf, type CostNanoUsd } from "@promptprof/model";
import type { LedgerAnswer } from "@promptprof/server/contract";
import type { Amounts } from "../amounts.ts";

/** What promptprof has of one UTC day, model and key. */
export interface OurRow {
  readonly day: string;
  /** The answering model, else the requested one; null where the instrumentation named none. */
  readonly model: string | null;
  readonly key: string | null;
  readonly calls: number;
  readonly errors: number;
  /** Calls whose tokens are known; the others add nothing to the tokens. */
  readonly callsWithTokens: number;
  /** Calls that have a price; the others add nothing to the cost. */
  readonly pricedCalls: number;
  readonly inputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly outputTokens: number;
  readonly cost: CostNanoUsd;
}

/** Everything that promptprof has of the compared days. */
export interface OurUsage {
  /** For people: the server's URL, or the data folder. */
  readonly place: string;
  readonly rows: readonly OurRow[];
  readonly ledger: LedgerAnswer;
}

/** Our amounts as they are compared: a call is a request, and what no call has is unknown and not 0. */
export function ourAmounts(row: OurRow): Amounts {
  const hasTokens = row.callsWithTokens > 0;
  return {
    requests: row.calls,
    inputTokens: hasTokens ? row.inputTokens : null,
    cacheReadTokens: hasTokens ? row.cacheReadTokens : null,
    cacheWriteTokens: hasTokens ? row.cacheWriteTokens : null,
    outputTokens: hasTokens ? row.outputTokens : null,
    costNanoUsd: row.pricedCalls > 0 ? row.cost.total : null,
  };
}

/** Sums of rows; day, model and key are the first row's. */
export function addOurRows(a: OurRow, b: OurRow): OurRow {
  return combined(a, b, (x, y) => x + y);
}

/** What is left of a sum without a part of it. */
export function subtractOurRow(sum: OurRow, part: OurRow): OurRow {
  return combined(sum, part, (x, y) => x - y);
}

function combined(a: OurRow, b: OurRow, number: (x: number, y: number) => number): OurRow {
  return {
    ...a,
    calls: number(a.calls, b.calls),
    errors: number(a.errors, b.errors),
    callsWithTokens: number(a.callsWithTokens, b.callsWithTokens),
    pricedCalls: number(a.pricedCalls, b.pricedCalls),
    inputTokens: number(a.inputTokens, b.inputTokens),
    cacheReadTokens: number(a.cacheReadTokens, b.cacheReadTokens),
    cacheWriteTokens: number(a.cacheWriteTokens, b.cacheWriteTokens),
    outputTokens: number(a.outputTokens, b.outputTokens),
    cost: costOf({
      input: number(a.cost.input, b.cost.input),
      cacheRead: number(a.cost.cacheRead, b.cost.cacheRead),
      cacheWrite: number(a.cost.cacheWrite, b.cost.cacheWrite),
      output: number(a.cost.output, b.cost.output),
    }),
  };
}
