import assert from "node:assert/strict";
import { costOf } from "@promptprof/model";
import { CALL_COLUMNS } from "../calls-table.ts";
import type { PriceCorrection } from "../store.ts";
import { CORRECTED } from "../corrected-calls.ts";

/** A price as `earlier_prices` of a file holds it: a JSON array of the columns in `CORRECTED`. */
export function pricesOf(text: string): PriceCorrection["price"] {
  const cells: unknown = JSON.parse(text);
  assert(Array.isArray(cells) && cells.length === CORRECTED.length, `not a price: ${text.slice(0, 100)}`);
  const [input, cacheRead, cacheWrite, output, status, row, effectiveFrom, reason, notes]: unknown[] = cells;
  const costs = {
    input: CALL_COLUMNS.cost_input.decode(input),
    cacheRead: CALL_COLUMNS.cost_cache_read.decode(cacheRead),
    cacheWrite: CALL_COLUMNS.cost_cache_write.decode(cacheWrite),
    output: CALL_COLUMNS.cost_output.decode(output),
  };
  return {
    costNanoUsd: isKnown(costs) ? costOf(costs) : null,
    pricing: {
      status: CALL_COLUMNS.pricing_status.decode(status),
      row: CALL_COLUMNS.pricing_row.decode(row),
      effectiveFrom: CALL_COLUMNS.pricing_effective_from.decode(effectiveFrom),
      reason: CALL_COLUMNS.pricing_reason.decode(reason),
    },
    notes: CALL_COLUMNS.notes.decode(notes),
  };
}

type Parts<T> = Record<"input" | "cacheRead" | "cacheWrite" | "output", T>;

function isKnown(costs: Parts<number | null>): costs is Parts<number> {
  return Object.values(costs).every((cost) => cost !== null);
}
