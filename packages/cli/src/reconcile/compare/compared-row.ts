import { groupBy } from "@promptprof/model";
import { addSomeAmounts, sumAmounts, type AmountName, type Amounts, type SomeAmounts } from "../amounts.ts";
import type { Cell } from "./cell.ts";

export const DIMENSIONS = ["day", "model", "key"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Amounts that decide whether the two sides agree. Requests are shown: a retried call is one call and several requests. */
export const JUDGED = [
  "inputTokens",
  "cacheReadTokens",
  "cacheWriteTokens",
  "outputTokens",
  "costNanoUsd",
] as const;

/** One line of the table: the cells of a day, a model or a key, or of a combination of them, added up. */
export interface ComparedRow {
  /** null = the table is not by this, or the name is missing on both sides. */
  readonly day: string | null;
  readonly model: string | null;
  readonly key: string | null;
  readonly invoice: Amounts;
  readonly ours: Amounts;
  /** Ours minus the invoice's. */
  readonly gap: SomeAmounts;
  /** Our calls whose tokens, or whose price, nobody knows: where there are any, our sums are lower bounds. */
  readonly callsWithoutTokens: number;
  readonly unpricedCalls: number;
  /** The amount that is relatively farthest off, and how far; null where nothing is. */
  readonly worst: RelativeGap | null;
}

/** Ours minus the invoice's over the invoice's: -1 = we have none of it; null = the invoice has none of it. */
export interface RelativeGap {
  readonly amount: AmountName;
  readonly relative: number | null;
}

/** Adds cells up along the dimensions, the largest gap first. */
export function comparedRows(cells: readonly Cell[], by: readonly Dimension[]): ComparedRow[] {
  const total = sumAmounts(cells.map(({ invoice }) => invoice));
  const rows = groupBy(cells, (cell) => JSON.stringify(by.map((dimension) => nameOf(cell, dimension))));
  return [...rows.values()]
    .map((some) => comparedRow(some, by))
    .toSorted((a, b) => weight(b, total) - weight(a, total) || names(a).localeCompare(names(b)));
}

export function comparedRow(cells: readonly Cell[], by: readonly Dimension[]): ComparedRow {
  const first = cells[0];
  const invoice = sumAmounts(cells.map((cell) => cell.invoice));
  const ours = sumAmounts(cells.map((cell) => cell.ours));
  const gap = cells.map((cell) => cell.gap).reduce(addSomeAmounts, {});
  const named = (dimension: Dimension) =>
    first !== undefined && by.includes(dimension) ? nameOf(first, dimension) : null;
  return {
    day: named("day"),
    model: named("model"),
    key: named("key"),
    invoice,
    ours,
    gap,
    callsWithoutTokens: unknownCalls(cells, "callsWithTokens"),
    unpricedCalls: unknownCalls(cells, "pricedCalls"),
    worst: worstOf(gap, invoice),
  };
}

function unknownCalls(cells: readonly Cell[], known: "callsWithTokens" | "pricedCalls"): number {
  return cells.reduce((sum, { ourRow }) => sum + (ourRow === null ? 0 : ourRow.calls - ourRow[known]), 0);
}

/** How far an amount is off in relation to what the invoice states, null where it states none. */
function relativeGap(name: AmountName, gap: number, invoice: Amounts): number | null {
  const base = baseOf(name, invoice);
  return base === 0 ? null : gap / Math.abs(base);
}

/** What an amount is held against; parts of the input are held against the whole input. */
export function baseOf(name: AmountName, invoice: Amounts): number {
  const isPart = name === "cacheReadTokens" || name === "cacheWriteTokens";
  return (isPart ? invoice.inputTokens : invoice[name]) ?? 0;
}

function worstOf(gap: SomeAmounts, invoice: Amounts): RelativeGap | null {
  const judged = JUDGED.some((name) => invoice[name] !== null || gap[name] !== undefined)
    ? JUDGED
    : (["requests"] as const);
  const off = judged.flatMap((amount) => {
    const difference = gap[amount] ?? 0;
    return difference === 0 ? [] : [{ amount, relative: relativeGap(amount, difference, invoice) }];
  });
  return off.toSorted((a, b) => sizeOf(b) - sizeOf(a))[0] ?? null;
}

/** Without sign; something against nothing is more than any share. */
export function sizeOf({ relative }: RelativeGap): number {
  return relative === null ? Infinity : Math.abs(relative);
}

/** How much of the whole invoice a row's gap is, by its worst amount: a small model far off is not the first thing to look at. */
function weight({ gap }: ComparedRow, total: Amounts): number {
  const shares = JUDGED.map((name) => Math.abs(gap[name] ?? 0) / Math.max(1, Math.abs(baseOf(name, total))));
  const requests = Math.abs(gap.requests ?? 0) / Math.max(1, total.requests ?? 0);
  // Requests decide only between rows that otherwise agree.
  return Math.max(...shares) + requests * 1e-9;
}

function names({ day, model, key }: ComparedRow): string {
  return JSON.stringify([day, model, key]);
}

function nameOf(cell: Cell, dimension: Dimension): string | null {
  return dimension === "model" ? cell.group.name : cell[dimension];
}
