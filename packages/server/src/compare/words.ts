/** 0.123 as "12 %", 0.0012 as "0.12 %". */
export function percentOf(part: number): string {
  return `${Number((part * 100).toPrecision(2))} %`;
}

/** 12345 as "12,345". */
export function grouped(n: number): string {
  return n.toLocaleString("en-US");
}

/** "a, b and c". */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}

/** "latency_p95" as a sentence says it. */
export function metricInWords(metric: string): string {
  return metric.replaceAll("_", " ");
}
