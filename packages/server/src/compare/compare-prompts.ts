import { groupBy } from "@promptprof/model";
import { benjaminiHochberg, harmMargin, isNotWorse } from "@promptprof/stats";
import type { ScoreSums } from "@promptprof/store";
import type { ComparedPrompt, Comparison } from "../contract.ts";
import { foundBySums } from "./adjusted.ts";
import { partsBy, type Part } from "./call-sums.ts";
import { comparisonOf } from "./comparison-of.ts";
import { compareScores } from "./compare-scores.ts";
import { PART_METRICS } from "./metrics.ts";
import type { CellPair } from "./mix.ts";
import { corrected, isWorse, openInWords } from "./whole-verdict.ts";
import { grouped, listed, metricInWords, percentOf } from "./words.ts";

/** Of the prompts called worse, about this part is so by chance. */
const Q = 0.1;
const PROMPTS_MAX = 500;
const ORDER: readonly ComparedPrompt["verdict"][] = ["worse", "undecided", "safe"];

export interface PromptScores {
  readonly a: readonly ScoreSums[];
  readonly b: readonly ScoreSums[];
}

/** Each prompt that both sides have calls of, by itself; worse first. */
export function comparePrompts(pair: CellPair, scores: PromptScores, continuous: boolean): ComparedPrompt[] {
  const prompts = partsBy(["prompt"], pair.a, pair.b)
    .filter(({ a, b }) => a.calls > 0 && b.calls > 0)
    .map((part) => comparedPrompt(part, scores, continuous));
  return withFalseDiscoveries(prompts)
    .toSorted((x, y) => ORDER.indexOf(x.verdict) - ORDER.indexOf(y.verdict))
    .slice(0, PROMPTS_MAX);
}

function comparedPrompt(part: Part, scores: PromptScores, continuous: boolean): ComparedPrompt {
  const prompt = part.of.prompt ?? null;
  const ofPrompt = (all: readonly ScoreSums[]): ScoreSums[] => all.filter(({ group }) => group === prompt);
  const found = PART_METRICS.map((metric) =>
    comparisonOf(metric, foundBySums(metric, part, [], continuous)),
  ).filter(hasValues);
  const scored = compareScores(ofPrompt(scores.a), ofPrompt(scores.b), continuous);
  const comparisons = corrected([...found, ...scored]);
  return { prompt, ...promptVerdict(comparisons), comparisons };
}

/** Of many prompts one is worse by chance: it stays so where the ps of all of them, each prompt's smallest, say so too. */
function withFalseDiscoveries(prompts: readonly ComparedPrompt[]): ComparedPrompt[] {
  const qs = benjaminiHochberg(prompts.map(smallestP));
  return prompts.map((one, i) => {
    if (one.verdict !== "worse" || (qs[i] ?? 1) <= Q) return one;
    return {
      ...one,
      verdict: "undecided",
      reason: `${one.reason ?? ""}, but not among ${prompts.length} prompts`,
    };
  });
}

function smallestP({ comparisons }: ComparedPrompt): number {
  return Math.min(1, ...comparisons.filter(({ gating }) => gating).map(({ pWorse }) => pWorse ?? 1));
}

export function hasValues({ a, b }: Comparison): boolean {
  return a.n + b.n > 0;
}

/** Safe = every gating metric is proven not worse than its margin: for "all of them" no correction is due. */
function promptVerdict(comparisons: readonly Comparison[]): Pick<ComparedPrompt, "verdict" | "reason"> {
  const gating = comparisons.filter((one) => one.gating);
  const worse = gating.filter(isWorse);
  if (worse.length > 0) return { verdict: "worse", reason: `worse on ${listed(worse.map(inWords))}` };
  const open = gating.filter((one) => !isProvenNotWorse(one));
  if (gating.length > 0 && open.length === 0) return { verdict: "safe", reason: null };
  return { verdict: "undecided", reason: openInWords(open) };
}

function isProvenNotWorse({ change, worse, scale, margin }: Comparison): boolean {
  if (change === null) return false;
  const limit = harmMargin(margin, scale);
  const { low, high } = { low: change.low ?? -Infinity, high: change.high ?? Infinity };
  const onScale = (end: number): number => (scale === "ratio" ? Math.log1p(Math.max(-1, end)) : end);
  return isNotWorse(
    worse === "up"
      ? { low: onScale(low), high: onScale(high) }
      : { low: -onScale(high), high: -onScale(low) },
    limit,
  );
}

function inWords({ metric, change, scale }: Comparison): string {
  const estimate = change?.estimate ?? 0;
  const size = scale === "ratio" ? percentOf(Math.abs(estimate)) : Number(Math.abs(estimate).toPrecision(2));
  return `${metricInWords(metric)} (${estimate < 0 ? "-" : "+"}${size})`;
}

/** "safe to move 14 of 20 prompts; 3 worse (2 on cost, 1 on latency), 3 undecided". */
export function promptsSummary(prompts: readonly ComparedPrompt[]): string {
  const of = (verdict: ComparedPrompt["verdict"]): ComparedPrompt[] =>
    prompts.filter((one) => one.verdict === verdict);
  const [worse, open] = [of("worse"), of("undecided")];
  const why = [
    ...(worse.length === 0 ? [] : [`${worse.length} worse (${metricsInWords(worse)})`]),
    ...(open.length === 0 ? [] : [`${open.length} undecided${neededInWords(open)}`]),
  ];
  const safe = `safe to move ${of("safe").length} of ${prompts.length} prompts`;
  return why.length === 0 ? safe : `${safe}; ${why.join(", ")}`;
}

function metricsInWords(worse: readonly ComparedPrompt[]): string {
  const metrics = worse.flatMap(({ comparisons }) =>
    comparisons.filter((one) => one.gating && isWorse(one)).map(({ metric }) => metric),
  );
  const counts = [...groupBy(metrics, (metric) => metric)];
  return counts
    .toSorted(([, x], [, y]) => y.length - x.length)
    .map(([metric, times]) => `${times.length} on ${metricInWords(metric)}`)
    .join(", ");
}

/** What the median prompt that is open needs, so that neither the hopeless nor the nearly decided one speaks for all. */
function neededInWords(open: readonly ComparedPrompt[]): string {
  const needs = open
    .map(({ comparisons }) =>
      Math.max(...comparisons.filter(({ gating }) => gating).map((one) => one.needed ?? 0)),
    )
    .filter((needed) => needed > 0)
    .toSorted((x, y) => x - y);
  const middle = needs[Math.floor((needs.length - 1) / 2)];
  return middle === undefined ? "" : `: a typical one needs about ${grouped(middle)} more calls a side`;
}
