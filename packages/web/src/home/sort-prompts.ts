import type { PromptRow } from "@promptprof/server/contract";
import type { Order, PromptColumn } from "../search/home-search.ts";
import { costPer1k, errorRate, tokensPerCall, totalCost } from "../totals/per-call.ts";
import { rowName } from "./prompt-row.ts";

/** What a column sorts by; null = the row has no such value. */
export const SORT_VALUES: Readonly<Record<PromptColumn, (row: PromptRow) => number | string | null>> = {
  name: rowName,
  versions: (row) => row.versions,
  calls: (row) => row.calls,
  p50: (row) => row.durationMs.p50,
  p95: (row) => row.durationMs.p95,
  p99: (row) => row.durationMs.p99,
  ttft: (row) => row.ttftMs.p95,
  input: (row) => tokensPerCall(row, "input"),
  output: (row) => tokensPerCall(row, "output"),
  per1k: costPer1k,
  cost: totalCost,
  errors: errorRate,
  seen: (row) => Date.parse(row.lastSeen),
};

/** The order in which a column is sorted at first: names from A, numbers from the largest. */
export function firstOrder(column: PromptColumn): Order {
  return column === "name" ? "asc" : "desc";
}

/** Rows without a value come last in both orders; equal rows are in order of their names. */
export function sortPrompts(rows: readonly PromptRow[], column: PromptColumn, order: Order): PromptRow[] {
  const value = SORT_VALUES[column];
  const sign = order === "asc" ? 1 : -1;
  return rows.toSorted((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null) || byName(a, b);
    return sign * compare(x, y) || byName(a, b);
  });
}

/** Case and accents aside, and numbers in names by their size: v2 before v10. */
const names = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
const byName = (a: PromptRow, b: PromptRow) => names.compare(rowName(a), rowName(b));

function compare(a: number | string, b: number | string): number {
  return typeof a === "number" && typeof b === "number" ? a - b : names.compare(String(a), String(b));
}

/** Rows whose name or last version contains the words that are looked for. */
export function findPrompts(rows: readonly PromptRow[], find: string): readonly PromptRow[] {
  const wanted = find.trim().toLowerCase();
  if (wanted === "") return rows;
  return rows.filter((row) =>
    [rowName(row), row.lastVersion ?? ""].some((text) => text.toLowerCase().includes(wanted)),
  );
}
