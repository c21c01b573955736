import type { RawSearch, SearchReader } from "../search/search-reader.ts";

/** Ranges that end now, by the word that stands in the address. */
export const PRESETS = ["1h", "6h", "24h", "7d", "30d", "90d", "1y", "all"] as const;
export type Preset = (typeof PRESETS)[number];

export const PRESET_TITLES: Readonly<Record<Preset, string>> = {
  "1h": "Last hour",
  "6h": "Last 6 hours",
  "24h": "Last 24 hours",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
  "90d": "Last 90 days",
  "1y": "Last year",
  all: "All history",
};

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const LENGTHS: Readonly<Record<Exclude<Preset, "all">, number>> = {
  "1h": HOUR,
  "6h": 6 * HOUR,
  "24h": DAY,
  "7d": 7 * DAY,
  "30d": 30 * DAY,
  "90d": 90 * DAY,
  "1y": 365 * DAY,
};

/** Which times a page is about: a preset that ends now and moves on, or two fixed instants (epoch ms, half-open). */
export type TimeRange =
  | { readonly kind: "preset"; readonly preset: Preset }
  | ({ readonly kind: "fixed" } & Span);

/** Half-open, epoch milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const DEFAULT_RANGE: TimeRange = { kind: "preset", preset: "24h" };

/** How a range stands in the address. */
export interface RangeSearch {
  readonly range?: Preset | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Reads `range`, or `from` and `to`, and complains about what cannot be a range. */
export function readRange(reader: SearchReader, raw: RawSearch): RangeSearch {
  const preset = reader.word("range", PRESETS);
  const [from, to] = [reader.time("from"), reader.time("to")];
  if (from !== undefined && to !== undefined && from < to) return rangeSearch({ kind: "fixed", from, to });
  if (raw["from"] !== undefined || raw["to"] !== undefined) reader.problems.push(whyNoRange(from, to));
  // All three, so that what was not understood does not stay beside what was.
  return { range: preset, from: undefined, to: undefined };
}

function whyNoRange(from: number | undefined, to: number | undefined): string {
  const why = from === undefined || to === undefined ? "need each other" : "are in the wrong order";
  return `from and to ${why}; showing the range of the picker instead`;
}

/** The address of a range; the default range needs none. Explicit undefined clears what was there before. */
export function rangeSearch(range: TimeRange): RangeSearch {
  if (range.kind === "fixed") {
    return {
      range: undefined,
      from: new Date(range.from).toISOString(),
      to: new Date(range.to).toISOString(),
    };
  }
  const preset = range.preset === "24h" ? undefined : range.preset;
  return { range: preset, from: undefined, to: undefined };
}

export function rangeOf(search: RangeSearch): TimeRange {
  if (search.from !== undefined && search.to !== undefined) {
    return { kind: "fixed", from: Date.parse(search.from), to: Date.parse(search.to) };
  }
  return search.range === undefined ? DEFAULT_RANGE : { kind: "preset", preset: search.range };
}

/**
 * The instants that a range means now.
 *
 * @param now          epoch ms
 * @param historyStart epoch ms of the first call ever; null = no call yet, then "all history" is the last day
 */
export function spanOf(range: TimeRange, now: number, historyStart: number | null): Span {
  if (range.kind === "fixed") return { from: range.from, to: range.to };
  if (range.preset !== "all") return { from: now - LENGTHS[range.preset], to: now };
  return { from: Math.min(historyStart ?? now - DAY, now - HOUR), to: now };
}

/** Does the range grow while one looks? Then its answers are asked again every few seconds. */
export function isLive(range: TimeRange, now: number): boolean {
  return range.kind === "preset" || range.to > now;
}

/** The neighbouring range, by half its length, so that what was at an edge comes to the middle. */
export function shiftSpan(span: Span, direction: -1 | 1): Span {
  const step = Math.round((span.to - span.from) / 2) * direction;
  return { from: span.from + step, to: span.to + step };
}

/**
 * A range that was drawn in a chart: whole seconds and at least ten of them, in either direction; not before 1970,
 * and not beyond now, where there is nothing to see yet.
 */
export function drawnSpan(a: number, b: number, now: number): Span {
  const end = Math.min(Math.max(a, b), now);
  const from = Math.max(0, Math.floor(Math.min(a, b, end) / 1000) * 1000);
  return { from, to: Math.max(Math.ceil(end / 1000) * 1000, from + 10_000) };
}
