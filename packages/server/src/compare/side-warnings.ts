import type { CallSums } from "@promptprof/store";
import { areDisjoint, type Sides } from "./sides.ts";
import { grouped, listed, percentOf } from "./words.ts";

const DAY_MS = 86_400_000;
/** A share that differs by less moves no number that matters. */
const SHARE = 0.01;

interface Totals {
  readonly a: CallSums;
  readonly b: CallSums;
}

/** Doubts about a comparison as a whole, a sentence each. */
export function sideWarnings(sides: Sides, totals: Totals): string[] {
  return [
    ...noCalls(totals),
    ...(areDisjoint(sides) ? [] : ["A and B may share calls; the intervals take them for others"]),
    ...lengths(sides),
    ...weekdays(sides),
    ...shares(totals, ({ unpricedCalls }) => unpricedCalls, "have no price and are in no cost"),
    ...shares(totals, ({ partlyPricedCalls }) => partlyPricedCalls, "are priced in part: they cost more"),
    ...shares(totals, ({ estimatedCalls }) => estimatedCalls, "have estimated tokens"),
    ...failed(totals),
  ];
}

function noCalls({ a, b }: Totals): string[] {
  return [...(a.calls === 0 ? ["A has no calls"] : []), ...(b.calls === 0 ? ["B has no calls"] : [])];
}

function lengths({ a, b }: Sides): string[] {
  const [ofA, ofB] = [a.to - a.from, b.to - b.from];
  if (Math.abs(ofA - ofB) <= 0.1 * Math.max(ofA, ofB)) return [];
  return [`A spans ${lengthInWords(ofA)} and B ${lengthInWords(ofB)}: rare hours weigh differently`];
}

function lengthInWords(ms: number): string {
  const days = ms / DAY_MS;
  return days >= 2 ? `${Number(days.toFixed(1))} days` : `${Number((days * 24).toFixed(1))} hours`;
}

const NAMES = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

function weekdays({ a, b }: Sides): string[] {
  const [ofA, ofB] = [daysOf(a), daysOf(b)];
  if (ofA.join(" ") === ofB.join(" ")) return [];
  return [`days of the week differ (UTC): A has ${listed(ofA)}, B ${listed(ofB)}`];
}

/** Days of the week that a range touches, Sunday first. */
function daysOf({ from, to }: Sides["a"]): string[] {
  const [first, last] = [Math.floor(from / DAY_MS), Math.ceil(to / DAY_MS)];
  const days = Array.from({ length: Math.min(7, last - first) }, (_, i) => first + i);
  // 1970-01-01 was a Thursday.
  const touched = new Set(days.map((day) => (day + 4) % 7));
  return NAMES.filter((_, i) => touched.has(i));
}

function shares({ a, b }: Totals, of: (sums: CallSums) => number, what: string): string[] {
  const [ofA, ofB] = [partOf(of(a), a.calls), partOf(of(b), b.calls)];
  return Math.abs(ofA - ofB) < SHARE
    ? []
    : [`${percentOf(ofA)} of A's calls and ${percentOf(ofB)} of B's ${what}`];
}

/** Rollups cannot tell the latency of a failed call from that of another, so it counts everywhere. */
function failed({ a, b }: Totals): string[] {
  if (a.errors + b.errors === 0) return [];
  return [
    `latencies include failed calls and truncated answers: ${errorsInWords(a)} of A failed, ${errorsInWords(b)} of B`,
  ];
}

function errorsInWords({ errors, calls }: CallSums): string {
  return `${grouped(errors)} (${percentOf(partOf(errors, calls))})`;
}

function partOf(some: number, all: number): number {
  return all === 0 ? 0 : some / all;
}
