import type { SegmentKind } from "@promptprof/model";
import type { Comparison, Interval } from "@promptprof/stats";
import type { MetricUnit } from "../analysis/metric.ts";
import type { GateResult } from "../gate/gate-result.ts";
import type { Total } from "../scorers/scorer.ts";

/** Changes with every change of the format that a reader of the last one would not understand. */
export const REPORT_SCHEMA = "promptprof.report/1";

/** JSON has no infinity: null = the data do not bound it on this side. */
export interface ReportedInterval extends Omit<Interval, "low" | "high"> {
  readonly low: number | null;
  readonly high: number | null;
}

/** A comparison with what it takes to print it. */
export interface ReportedComparison extends Omit<Comparison, "change" | "unadjusted"> {
  readonly title: string;
  readonly unit: MetricUnit;
  /** Whether the gate looks at it. */
  readonly gates: boolean;
  readonly change: ReportedInterval | null;
}

/** The same metric over the cases with one value of a tag. */
export interface Slice {
  readonly tag: string;
  readonly value: string;
  readonly comparison: ReportedComparison;
}

/** Mean input tokens of a call that a segment takes on each side; null = the side has no such segment. */
export interface SegmentChange {
  readonly path: string;
  readonly kind: SegmentKind;
  readonly base: number | null;
  readonly head: number | null;
  /** 1-based, in the head's prompt file; null where it is not known. */
  readonly line: number | null;
}

export interface Failures {
  readonly calls: number;
  readonly failed: number;
  readonly byClass: Readonly<Record<string, number>>;
}

/** A case whose score fell. */
export interface WorseCase {
  readonly case: string;
  readonly score: string;
  readonly base: number;
  readonly head: number;
}

/** A value of all cases together, which has no interval; `value` is null with its reason. */
export interface ReportedTotal {
  readonly name: string;
  /** null = the side was not run. */
  readonly base: Omit<Total, "name"> | null;
  readonly head: Omit<Total, "name"> | null;
}

/** A pair of what a base and a head have; the base's is null without a base. */
export interface Sides<Value> {
  readonly base: Value | null;
  readonly head: Value;
}

/** One prompt with one provider. */
export interface PromptReport {
  readonly prompt: string;
  readonly provider: string;
  readonly model: Sides<string>;
  readonly version: Sides<string>;
  /** The head's file, relative to the root of the repository. */
  readonly file: string | null;
  readonly cases: number;
  readonly clusters: number;
  readonly repeats: number;
  readonly failures: Sides<Failures>;
  readonly metrics: readonly ReportedComparison[];
  /** Corpus BLEU, F1 with its confusion matrix, pass@k: in the order of the scorers. */
  readonly totals: readonly ReportedTotal[];
  /** The most harmful first. */
  readonly slices: readonly Slice[];
  /** In the order of the prompt, those that only the base has at the end. */
  readonly segments: readonly SegmentChange[];
  /** Latencies in ms, sorted; where there were more than 200 calls, 200 evenly spaced quantiles of them. */
  readonly latencies: Sides<readonly number[]>;
  /** The largest loss first, at most ten. */
  readonly worseCases: readonly WorseCase[];
}

export interface ReportedRun {
  readonly id: string;
  readonly suite: { readonly name: string; readonly file: string; readonly hash: string };
  readonly base: string | null;
  readonly head: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly seed: number;
  readonly ended: "complete" | "money" | "time" | "stopped";
  readonly replayed: string | null;
  readonly unchanged: readonly string[];
  readonly calls: number;
  /** Of judges and embeddings, beside `calls`; their money is part of the cost. */
  readonly scorerCalls: number;
  readonly failed: number;
  /** Of all calls that have a price; null where there are calls and none has. */
  readonly costNanoUsd: number | null;
  readonly unpriced: number;
}

/** What every other format is made of. */
export interface Report {
  readonly schema: typeof REPORT_SCHEMA;
  readonly run: ReportedRun;
  readonly scorers: readonly {
    readonly name: string;
    readonly binary: boolean;
    readonly goodFor: string;
    readonly notFor: string;
  }[];
  readonly prompts: readonly PromptReport[];
  /** Doubts about the run as a whole, a sentence each. */
  readonly warnings: readonly string[];
  readonly gate: GateResult;
}
