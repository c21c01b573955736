import { Type, type Static } from "typebox";
import { Selection } from "./selection.ts";
import { count, nullable, oneOf, time } from "./shapes.ts";
import { Source } from "./source.ts";

const { from, to, project, environment, service, team, prompt, version, model } = Selection.properties;

/**
 * Two selections: `a.` is the baseline, `b.` the candidate, and what has no prefix is meant for both. A missing field does
 * not filter; the empty string means "has none". A side's own field goes before the shared one.
 */
export const CompareQuestion = Type.Object({
  from,
  to,
  project,
  environment,
  service,
  team,
  prompt,
  version,
  model,
  "a.from": from,
  "a.to": to,
  "a.project": project,
  "a.environment": environment,
  "a.service": service,
  "a.team": team,
  "a.prompt": prompt,
  "a.version": version,
  "a.model": model,
  "b.from": from,
  "b.to": to,
  "b.project": project,
  "b.environment": environment,
  "b.service": service,
  "b.team": team,
  "b.prompt": prompt,
  "b.version": version,
  "b.model": model,
  by: Type.Optional(
    oneOf(["prompt"], "also each prompt by itself: what a move from one model to another does to all"),
  ),
  continuous: Type.Optional(
    Type.Boolean({
      description:
        "true = intervals that may be looked at as often as one likes; false = those of a fixed number of calls, looked at once; default true where a side's end is now or later",
    }),
  ),
});
export type CompareQuestion = Static<typeof CompareQuestion>;

/** An estimate and how far it may be off. An end that nothing bounds is null, and a warning says so. */
export const CompareInterval = Type.Object({
  estimate: Type.Number(),
  low: nullable(Type.Number({ description: "null = nothing bounds it from below" })),
  high: nullable(Type.Number({ description: "null = nothing bounds it from above" })),
  level: Type.Number({ description: "of the interval as a whole; 0.95 leaves 0.025 on each side" }),
  method: Type.String({ description: "in words, for example Newcombe" }),
  warnings: Type.Array(Type.String(), { description: "doubts about this number, a sentence each" }),
});
export type CompareInterval = Static<typeof CompareInterval>;

export const CompareValue = Type.Object({
  value: nullable(Type.Number({ description: "in the metric's unit; null = there is none" })),
  n: count("observations behind it"),
});
export type CompareValue = Static<typeof CompareValue>;

export const VERDICTS = ["better", "worse", "same", "undecided"] as const;

/** What a number of the metric is: latencies in ms, money in nano-dollars, rates 0 to 1, scores as they were given. */
export const COMPARE_UNITS = ["ms", "tokens", "nanoUsd", "rate", "score"] as const;

/** One metric of both sides, and what it says of B against A. */
export const Comparison = Type.Object({
  metric: Type.String({
    description:
      "latency_p50, latency_p95, ttft_p50, time_per_output_token, input_tokens, output_tokens, tokens, cost, error_rate, score:NAME, score:NAME (SOURCE) where several sources gave it; of slices and of prompts latency, ttft, time_per_output_token (geometric means), tokens, cost, error_rate",
  }),
  unit: oneOf(COMPARE_UNITS),
  worse: oneOf(["up", "down"], "direction of the metric that is worse"),
  scale: oneOf(
    ["ratio", "difference"],
    "ratio: change is B / A - 1 (0.12 = 12 % more); difference: B - A in the metric's unit",
  ),
  a: CompareValue,
  b: CompareValue,
  change: nullable(CompareInterval),
  unadjusted: nullable(CompareInterval),
  margin: Type.Number({ description: "how much worse does not matter, on the scale of the change" }),
  verdict: oneOf(VERDICTS),
  needed: nullable(
    count("calls more of each side that would about decide it; null = decided, or none would soon"),
  ),
  detectable: nullable(
    Type.Number({ description: "smallest change that so many calls show with 80 % power" }),
  ),
  pWorse: nullable(
    Type.Number({ description: "one-sided p of not worse than the margin, after correction" }),
  ),
  correction: nullable(Type.String({ description: "for example Holm over 5 metrics" })),
  gating: Type.Boolean({ description: "the metric decides the verdict of the whole; others only inform" }),
  warnings: Type.Array(Type.String(), { description: "doubts and reasons, a sentence each" }),
});
export type Comparison = Static<typeof Comparison>;

/** Where two sides differ in what they consist of. */
export const MIX_KINDS = ["prompt", "model", "hour"] as const;

export const CompareMix = Type.Object({
  adjusted: Type.Boolean({ description: "`change` compares like with like; `unadjusted` does not" }),
  strata: Type.Array(oneOf(MIX_KINDS), { description: "what like with like means" }),
  reasons: Type.Array(Type.String(), {
    description: "why it was adjusted, or why it was not or could not be",
  }),
  parts: Type.Array(
    Type.Object({
      kind: oneOf(MIX_KINDS),
      name: nullable(
        Type.String({ description: "prompt, model, or hours in UTC as 06-12; null = has none" }),
      ),
      a: Type.Number({ description: "part of A's calls, 0 to 1" }),
      b: Type.Number({ description: "part of B's calls, 0 to 1" }),
    }),
    { description: "what the sides consist of, the greatest difference first; 20 of a kind at most" },
  ),
});
export type CompareMix = Static<typeof CompareMix>;

export const SLICE_KINDS = [
  "prompt",
  "model",
  "team",
  "environment",
  "service",
  "hour",
  "input_size",
] as const;

/** One metric in one part of the traffic. */
export const CompareSlice = Type.Object({
  kind: oneOf(SLICE_KINDS),
  name: nullable(
    Type.String({
      description: "value; hours in UTC as 06-12, input sizes in tokens as 1k-4k; null = has none",
    }),
  ),
  comparison: Comparison,
  shrunken: nullable(
    Type.Number({
      description:
        "the change drawn towards that of all slices of its kind, by as much as it is chance; what the order is by",
    }),
  ),
});
export type CompareSlice = Static<typeof CompareSlice>;

/** One prompt of both sides. */
export const ComparedPrompt = Type.Object({
  prompt: nullable(Type.String()),
  verdict: oneOf(["safe", "worse", "undecided"]),
  reason: nullable(Type.String({ description: "why it is not safe, in a sentence" })),
  comparisons: Type.Array(Comparison),
});
export type ComparedPrompt = Static<typeof ComparedPrompt>;

export const CompareSide = Type.Object({
  label: Type.String({ description: "what tells this side from the other, in words" }),
  from: time("start of its calls"),
  to: time("end of its calls"),
  calls: count("its calls"),
  errors: count("those of them that failed"),
  unpricedCalls: count("those of them without a price"),
  estimatedCalls: count("those of them whose tokens were counted here from their text"),
  source: Source,
});
export type CompareSide = Static<typeof CompareSide>;

/** Is B better than A? */
export const CompareAnswer = Type.Object({
  a: CompareSide,
  b: CompareSide,
  verdict: oneOf(
    VERDICTS,
    "of the gating metrics, corrected: worse where one is; undecided where one is; else better where one is",
  ),
  summary: Type.String({ description: "the verdict in a sentence" }),
  continuous: Type.Boolean({ description: "the intervals may be looked at as often as one likes" }),
  method: Type.String({ description: "which intervals, at which level, with which correction" }),
  comparisons: Type.Array(Comparison),
  mix: CompareMix,
  slices: Type.Array(CompareSlice, { description: "most harmed first; 200 at most" }),
  prompts: nullable(
    Type.Array(ComparedPrompt, { description: "with by=prompt, worse first; else null; 500 at most" }),
  ),
  warnings: Type.Array(Type.String(), { description: "doubts about the comparison as a whole" }),
});
export type CompareAnswer = Static<typeof CompareAnswer>;
