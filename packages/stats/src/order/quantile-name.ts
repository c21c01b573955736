/** "p50", "p99", "p999", as people say it. */
export function quantileName(p: number): string {
  return `p${Number((p * 100).toFixed(6))
    .toString()
    .replace(".", "")}`;
}
