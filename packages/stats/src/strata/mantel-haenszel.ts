import { criticalZ } from "../critical.ts";
import { chiSquareTail } from "../distributions/chi-square.ts";
import type { Interval } from "../interval.ts";
import type { Count } from "../proportions/count.ts";
import { newcombe } from "../proportions/newcombe.ts";
import type { TooFew } from "../too-few.ts";
import { pooledCounts, type Stratum } from "./strata.ts";

/** A stratum as a table: x of n on each side, N in all. Side 1 is b, side 0 the baseline. */
interface Table {
  readonly x1: number;
  readonly n1: number;
  readonly x0: number;
  readonly n0: number;
  readonly N: number;
}

/** Strata of which one side is empty say nothing about a difference. */
function tablesOf(strata: readonly Stratum<Count>[]): Table[] {
  const tables = strata.map(({ a, b }) => ({ x1: b.events, n1: b.n, x0: a.events, n0: a.n, N: a.n + b.n }));
  return tables.filter(({ n1, n0 }) => n1 > 0 && n0 > 0);
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

const NO_STRATUM: TooFew = { n: 0, needed: 1, reason: "no stratum has observations on both sides" };

/**
 * b's proportion minus a's, as the strata have it in common (Mantel & Haenszel 1959), with the error of Sato,
 * Greenland & Robins 1989: holds for few large strata and for many small ones.
 */
export function mantelHaenszelDifference(
  strata: readonly Stratum<Count>[],
  level: number = 0.95,
): Interval | TooFew {
  const tables = tablesOf(strata);
  if (tables.length === 0) return NO_STRATUM;
  const weight = sum(tables, ({ n1, n0, N }) => (n1 * n0) / N);
  const estimate = sum(tables, ({ x1, n1, x0, n0, N }) => (x1 * n0 - x0 * n1) / N) / weight;
  const variance = (estimate * sum(tables, satoP) + sum(tables, satoQ)) / weight ** 2;
  // No or every observation has it: there is no error to be had from strata, nor anything to adjust.
  if (!(variance > 0)) return newcombeOfAll(strata, level);
  const reach = criticalZ(level) * Math.sqrt(variance);
  const method = "Mantel-Haenszel difference";
  const warnings = fewEvents(sum(tables, ({ x1, x0 }) => x1 + x0));
  return { estimate, low: estimate - reach, high: estimate + reach, level, method, warnings };
}

function newcombeOfAll(strata: readonly Stratum<Count>[], level: number): Interval | TooFew {
  const { a, b } = pooledCounts(strata);
  return newcombe(a, b, level);
}

/** The interval is a normal curve's, which a handful of events does not make. */
function fewEvents(events: number): string[] {
  return events < 20 ? [`difference of rates from ${events} events`] : [];
}

function satoP({ x1, n1, x0, n0, N }: Table): number {
  return (n1 ** 2 * x0 - n0 ** 2 * x1 + (n1 * n0 * (n0 - n1)) / 2) / N ** 2;
}

function satoQ({ x1, n1, x0, n0, N }: Table): number {
  return (x1 * (n0 - x0) + x0 * (n1 - x1)) / (2 * N);
}

const NO_ODDS: TooFew = { n: 0, needed: 1, reason: "0 events, or nothing else, on a side: no odds ratio" };

/** b's odds over a's, with the error of the logarithm of Robins, Breslow & Greenland 1986. */
export function mantelHaenszelOdds(
  strata: readonly Stratum<Count>[],
  level: number = 0.95,
): Interval | TooFew {
  const parts = tablesOf(strata).map(oddsParts);
  const [R, S] = [sum(parts, ({ r }) => r), sum(parts, ({ s }) => s)];
  if (R === 0 || S === 0) return NO_ODDS;
  const variance =
    sum(parts, ({ p, r }) => p * r) / (2 * R * R) +
    sum(parts, ({ p, q, r, s }) => p * s + q * r) / (2 * R * S) +
    sum(parts, ({ q, s }) => q * s) / (2 * S * S);
  const factor = Math.exp(criticalZ(level) * Math.sqrt(variance));
  const [estimate, method] = [R / S, "Mantel-Haenszel odds ratio"];
  return { estimate, low: estimate / factor, high: estimate * factor, level, method, warnings: [] };
}

function oddsParts({ x1, n1, x0, n0, N }: Table): Record<"p" | "q" | "r" | "s", number> {
  const [b, d] = [n1 - x1, n0 - x0];
  return { p: (x1 + d) / N, q: (b + x0) / N, r: (x1 * d) / N, s: (b * x0) / N };
}

/**
 * Whether b differs from a in any common direction, over all strata (Cochran, Mantel & Haenszel), without continuity.
 */
export function cochranMantelHaenszel(strata: readonly Stratum<Count>[]): {
  readonly chiSquare: number;
  /** Two-sided; 1 where no stratum can tell. */
  readonly p: number;
} {
  const tables = tablesOf(strata);
  const off = sum(tables, ({ x1, n1, x0, N }) => x1 - (n1 * (x1 + x0)) / N);
  const variance = sum(tables, hypergeometricVariance);
  if (!(variance > 0)) return { chiSquare: 0, p: 1 };
  const chiSquare = off ** 2 / variance;
  return { chiSquare, p: chiSquareTail(chiSquare, 1) };
}

function hypergeometricVariance({ x1, n1, x0, n0, N }: Table): number {
  const events = x1 + x0;
  return (n1 * n0 * events * (N - events)) / (N * N * (N - 1));
}
