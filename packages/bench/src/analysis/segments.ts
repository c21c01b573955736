import type { PromptFile, RunItem } from "../run/run.ts";
import type { SegmentChange } from "../report/report.ts";
import { itemsOf, type Group } from "./groups.ts";

/** Mean tokens of a call by segment on both sides, in the order of the head's prompt. */
export function segmentChanges(group: Group, file: PromptFile | undefined): SegmentChange[] {
  const [base, head] = [meanTokens(itemsOf(group, "base")), meanTokens(itemsOf(group, "head"))];
  const paths = [...new Set([...head.keys(), ...base.keys()])];
  return paths.map((path) => ({
    path,
    kind: (head.get(path) ?? base.get(path))?.kind ?? "static",
    base: base.get(path)?.tokens ?? null,
    head: head.get(path)?.tokens ?? null,
    line: file?.lines[path] ?? null,
  }));
}

interface MeanTokens {
  readonly kind: SegmentChange["kind"];
  readonly tokens: number | null;
}

/** Over the calls whose tokens are known: a segment that some calls do not have takes none of theirs. */
function meanTokens(items: readonly RunItem[]): Map<string, MeanTokens> {
  const known = items.filter(
    ({ segments }) => segments.length > 0 && segments.every(({ tokens }) => tokens !== null),
  );
  const paths = new Map(
    items.flatMap(({ segments }) => segments.map(({ path, kind }) => [path, kind] as const)),
  );
  return new Map([...paths].map(([path, kind]) => [path, { kind, tokens: meanOfPath(known, path) }]));
}

function meanOfPath(items: readonly RunItem[], path: string): number | null {
  if (items.length === 0) return null;
  const own = items.flatMap(({ segments }) => segments.filter((segment) => segment.path === path));
  return own.reduce((sum, { tokens }) => sum + (tokens ?? 0), 0) / items.length;
}
