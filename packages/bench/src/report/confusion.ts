import type { ReportedTotal } from "./report.ts";

/** How often each label was said where each was right: `counts[right][said]`. */
export interface Confusion {
  readonly labels: readonly string[];
  readonly counts: readonly (readonly number[])[];
}

/** The confusion matrix among the details of a total; null where it has none. */
export function confusionOf(total: ReportedTotal["head"]): Confusion | null {
  const { labels, counts } = total?.details ?? {};
  if (!isList(labels, isText) || !isList(counts, isCounts) || counts.length !== labels.length) return null;
  return { labels, counts };
}

function isList<Item>(value: unknown, isItem: (item: unknown) => item is Item): value is readonly Item[] {
  return Array.isArray(value) && value.every(isItem);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isCounts(value: unknown): value is readonly number[] {
  return isList(value, (item) => typeof item === "number");
}
