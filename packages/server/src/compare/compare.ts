import type { CellKind, CellsResult, Store } from "@promptprof/store";
import type { CompareAnswer, Comparison, CompareSide } from "../contract.ts";
import { iso } from "../http/question-time.ts";
import { answerSource } from "../routes/answer-source.ts";
import { foundBySums } from "./adjusted.ts";
import { partsBy, totalOf, type Part } from "./call-sums.ts";
import { comparePrompts, hasValues, promptsSummary, type PromptScores } from "./compare-prompts.ts";
import { compareQuantiles } from "./compare-quantiles.ts";
import { compareScores } from "./compare-scores.ts";
import { compareSlices } from "./compare-slices.ts";
import { comparisonOf } from "./comparison-of.ts";
import { QUANTILE_METRICS, SUM_METRICS } from "./metrics.ts";
import { mixOf, type CellPair, type Mix } from "./mix.ts";
import type { Plans } from "./read-sides.ts";
import { sideWarnings } from "./side-warnings.ts";
import { labelOf, type Sides } from "./sides.ts";
import { corrected, wholeSummary, wholeVerdict } from "./whole-verdict.ts";

export interface Compared {
  readonly sides: Sides;
  readonly by: "prompt" | null;
  readonly continuous: boolean;
}

const WHOLE_KINDS: readonly CellKind[] = [
  "prompt",
  "model",
  "team",
  "environment",
  "service",
  "hour",
  "input_size",
];
const PROMPT_KINDS: readonly CellKind[] = ["prompt", "model", "hour"];

/** Two selections compared, from as few reads of sums as can be: cells of each side, then quantiles where they matter. */
export async function compare(store: Store, asked: Compared): Promise<CompareAnswer> {
  const { sides, by, continuous } = asked;
  const fixed = fixedKinds(sides);
  const kinds = by === null ? WHOLE_KINDS.filter((kind) => !fixed.includes(kind)) : PROMPT_KINDS;
  const [a, b] = await Promise.all([
    store.cells({ selection: sides.a, kinds }),
    store.cells({ selection: sides.b, kinds }),
  ]);
  const scores = await readScores(store, asked, { a: a.plan, b: b.plan });
  const pair = pairOf(a, b);
  const whole = { a: totalOf(a.cells), b: totalOf(b.cells) };
  const mix = mixOf(pair, fixed);
  const metrics = await compareWhole(store, asked, { a, b, pair, whole, mix });
  const comparisons = corrected(
    [...metrics, ...compareScores(scores.a, scores.b, continuous)].filter(isWorthSaying),
  );
  const prompts = by === null ? null : comparePrompts(pair, scores, continuous);
  return {
    a: sideOf("a", sides, a, whole.a),
    b: sideOf("b", sides, b, whole.b),
    verdict: wholeVerdict(comparisons),
    summary: prompts === null ? wholeSummary(comparisons) : promptsSummary(prompts),
    continuous,
    method: methodOf(continuous),
    comparisons,
    mix: {
      adjusted: comparisons.some(({ unadjusted }) => unadjusted !== null),
      strata: [...mix.strata],
      reasons: [...mix.reasons],
      parts: [...mix.parts],
    },
    slices: compareSlices(pair, fixed, continuous),
    prompts,
    warnings: [...sideWarnings(sides, whole), ...scores.warnings],
  };
}

/** Kinds that both selections name are the question itself. */
function fixedKinds({ a, b }: Sides): CellKind[] {
  return (["prompt", "model", "team", "environment", "service"] as const).filter(
    (kind) => a[kind] !== undefined && b[kind] !== undefined,
  );
}

async function readScores(
  store: Store,
  { sides, by }: Compared,
  plans: Plans,
): Promise<PromptScores & { readonly warnings: readonly string[] }> {
  const [a, b] = await Promise.all([
    store.scoreSums({ ...sides.a, by, plan: plans.a }),
    store.scoreSums({ ...sides.b, by, plan: plans.b }),
  ]);
  if (a !== null && b !== null) return { a, b, warnings: [] };
  return { a: [], b: [], warnings: [NO_SCORES] };
}

const NO_SCORES =
  "scores are not compared: of so many calls only their sums are read, which know neither team nor service, and are not there at first";

/** Where one side knows less than the other, both are told apart by what both know. */
function pairOf(a: CellsResult, b: CellsResult): CellPair {
  return { kinds: a.kinds.filter((kind) => b.kinds.includes(kind)), a: a.cells, b: b.cells };
}

interface Read {
  readonly a: CellsResult;
  readonly b: CellsResult;
  readonly pair: CellPair;
  readonly whole: Omit<Part, "of">;
  readonly mix: Mix;
}

async function compareWhole(
  store: Store,
  { sides, continuous }: Compared,
  read: Read,
): Promise<Comparison[]> {
  const { a, b, pair, whole, mix } = read;
  const strata = mix.strata.length === 0 ? [] : partsBy(mix.strata, pair.a, pair.b);
  const known = mix.strata.filter((kind) => a.quantileKinds.includes(kind) && b.quantileKinds.includes(kind));
  const fewer =
    known.length < mix.strata.length
      ? "quantiles of so many calls are read by days: this one is not adjusted for hours"
      : null;
  const accuracy = Math.max(a.source.quantileError, b.source.quantileError);
  const plans = { a: a.plan, b: b.plan };
  const asked = { store, sides, plans, pair, whole, strata: known, fewer, continuous, accuracy };
  const quantiles = await compareQuantiles(asked);
  const sums = SUM_METRICS.map((metric) =>
    comparisonOf(metric, foundBySums(metric, whole, strata, continuous)),
  );
  const latencies = QUANTILE_METRICS.flatMap((metric) => {
    const found = quantiles.get(metric.metric);
    return found === undefined ? [] : [comparisonOf(metric, found)];
  });
  return [...latencies, ...sums];
}

/** A metric that no call of either side has says nothing; that there are no calls does. */
function isWorthSaying(comparison: Comparison): boolean {
  return comparison.metric === "error_rate" || hasValues(comparison);
}

function sideOf(side: "a" | "b", sides: Sides, { source }: CellsResult, sums: Part["a"]): CompareSide {
  const { from, to } = sides[side];
  return {
    label: labelOf(sides[side], sides[side === "a" ? "b" : "a"]),
    from: iso(from),
    to: iso(to),
    calls: sums.calls,
    errors: sums.errors,
    unpricedCalls: sums.unpricedCalls,
    estimatedCalls: sums.estimatedCalls,
    source: answerSource(source),
  };
}

function methodOf(continuous: boolean): string {
  const intervals = continuous
    ? "anytime-valid confidence sequences, so looking again and again is fine"
    : "intervals for a fixed number of calls, to be looked at once";
  return `${intervals}; 95 % two-sided, and the one that is printed decides; Holm over the metrics that gate, Benjamini-Hochberg at q .10 over slices`;
}
