let unreported = 0;

/** Counts spans that were lost on the way. The next span that leaves reports them. */
export function dropped(spans: number): void {
  unreported += spans;
}

/** Takes the count to report it; whoever takes it gives it back with `dropped` when the report is lost too. */
export function takeDropped(): number {
  const spans = unreported;
  unreported = 0;
  return spans;
}
