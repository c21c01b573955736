/** An estimate and how far it may be off. Every method of this package that estimates answers one. */
export interface Interval {
  readonly estimate: number;
  /** -Infinity where the data bound nothing from below. */
  readonly low: number;
  /** Infinity where the data bound nothing from above. */
  readonly high: number;
  /** Of the interval as a whole: 0.95 leaves 0.025 on each side. */
  readonly level: number;
  /** In words, as a report prints it: "Newcombe", "t on logs, clustered (CR1)". */
  readonly method: string;
  /** Doubts about this number, a sentence each: "p99 from 40 calls". */
  readonly warnings: readonly string[];
}
