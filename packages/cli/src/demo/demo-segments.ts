import { createHash } from "node:crypto";
import type { Segment } from "@promptprof/model";
import type { DemoPrompt, DemoSegment, DemoVersion } from "./demo-prompt.ts";
import type { Random } from "./random.ts";

/** The anatomy of one call. The tokens add up to the call's input. */
export function demoSegments(
  version: DemoVersion,
  prompt: DemoPrompt,
  daysAgo: number,
  random: Random,
): Segment[] {
  return version.segments.map((segment) => ({
    path: segment.path,
    kind: segment.kind,
    hash: changes(segment) ? random.hex(16) : staticHash(prompt, segment),
    tokens: tokensOf(segment, daysAgo, random),
  }));
}

export function inputOf(segments: readonly Segment[]): number {
  return segments.reduce((sum, { tokens }) => sum + (tokens ?? 0), 0);
}

/** The tokens at the beginning that are the same in every call: what a provider can cache. */
export function staticTokensOf({ segments }: DemoVersion): number {
  const changing = segments.findIndex(changes);
  const beginning = changing < 0 ? segments : segments.slice(0, changing);
  return beginning.reduce((sum, { tokens }) => sum + tokens.median, 0);
}

function changes({ kind }: DemoSegment): boolean {
  return kind !== "static" && kind !== "tool";
}

function tokensOf({ tokens, growthPerDay = 1 }: DemoSegment, daysAgo: number, random: Random): number {
  // The growth ends with the demo's start: a demo that runs for days does not end beyond every context window.
  const median = tokens.median * growthPerDay ** -Math.max(0, daysAgo);
  return Math.max(1, Math.round(random.lognormal(median, tokens.sigma)));
}

/** The same text has the same hash, through versions that did not touch it: here its place and length name the text. */
function staticHash({ name }: DemoPrompt, { path, tokens }: DemoSegment): string {
  const text = JSON.stringify([name, path, tokens.median]);
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
