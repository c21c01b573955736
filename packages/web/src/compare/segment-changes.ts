import type { SegmentsAnswer } from "@promptprof/server/contract";
import { share } from "../format/rate.ts";

type Segment = SegmentsAnswer["segments"][number];

export interface SegmentChange {
  readonly path: string;
  /** Mean tokens of the calls that have it and know its tokens; null = no such call. */
  readonly a: number | null;
  readonly b: number | null;
  /** b - a; a side without the segment takes no tokens for it. null = its tokens are unknown on a side. */
  readonly change: number | null;
  /** Which side alone has it. */
  readonly only: "a" | "b" | null;
}

/** The segments of both sides by path, those that grew or shrank most first, unknown ones last. */
export function segmentChanges(a: readonly Segment[], b: readonly Segment[]): SegmentChange[] {
  const [byA, byB] = [byPath(a), byPath(b)];
  const paths = new Set([...byA.keys(), ...byB.keys()]);
  return [...paths]
    .map((path) => changeOf(path, byA.get(path), byB.get(path)))
    .toSorted((x, y) => Math.abs(y.change ?? -1) - Math.abs(x.change ?? -1) || (x.path < y.path ? -1 : 1));
}

function changeOf(path: string, a: Sums | undefined, b: Sums | undefined): SegmentChange {
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  const only = a === undefined ? "b" : b === undefined ? "a" : null;
  const [from, to] = [a === undefined ? 0 : meanA, b === undefined ? 0 : meanB];
  return { path, a: meanA, b: meanB, only, change: from === null || to === null ? null : to - from };
}

interface Sums {
  readonly tokens: number;
  readonly calls: number;
}

/** A path may stand there once for each kind. */
function byPath(segments: readonly Segment[]): Map<string, Sums> {
  const sums = new Map<string, Sums>();
  for (const { path, tokens, calls, callsWithoutTokens } of segments) {
    const before = sums.get(path) ?? { tokens: 0, calls: 0 };
    sums.set(path, { tokens: before.tokens + tokens, calls: before.calls + calls - callsWithoutTokens });
  }
  return sums;
}

function meanOf(sums: Sums | undefined): number | null {
  return sums === undefined ? null : share(sums.tokens, sums.calls);
}
