import { holm } from "@promptprof/stats";
import type { Comparison, CompareAnswer } from "../contract.ts";
import { grouped, listed, metricInWords } from "./words.ts";

/** One-sided, as the printed interval of 95 % leaves it on each side. */
const ALPHA = 0.025;

/**
 * Comparisons with what is left of their ps when all that gate are looked at together: what is worse alone and not among
 * them is undecided.
 */
export function corrected(comparisons: readonly Comparison[]): Comparison[] {
  const family = comparisons.filter(({ gating, pWorse }) => gating && pWorse !== null);
  if (family.length < 2) return [...comparisons];
  const ps = holm(family.map(({ pWorse }) => pWorse ?? 1));
  const correction = `Holm over ${family.length} metrics`;
  return comparisons.map((one) => {
    const pWorse = ps[family.indexOf(one)];
    if (pWorse === undefined) return one;
    if (one.verdict !== "worse" || pWorse <= ALPHA) return { ...one, pWorse, correction };
    const doubt = `worse by itself, but not once ${family.length} metrics are looked at together`;
    return { ...one, pWorse, correction, verdict: "undecided", warnings: [...one.warnings, doubt] };
  });
}

export function isWorse({ verdict }: Comparison): boolean {
  return verdict === "worse";
}

export function wholeVerdict(comparisons: readonly Comparison[]): CompareAnswer["verdict"] {
  const gating = comparisons.filter((one) => one.gating);
  if (gating.some(isWorse)) return "worse";
  if (gating.length === 0 || gating.some(isOpen)) return "undecided";
  return gating.some(({ verdict }) => verdict === "better") ? "better" : "same";
}

/** The verdict in a sentence, with what decided it. */
export function wholeSummary(comparisons: readonly Comparison[]): string {
  const gating = comparisons.filter((one) => one.gating);
  const verdict = wholeVerdict(comparisons);
  const of = (wanted: Comparison["verdict"]): string =>
    namesOf(gating.filter((one) => one.verdict === wanted));
  if (verdict === "worse") {
    return `B is worse on ${of("worse")}${of("better") === "" ? "" : `, better on ${of("better")}`}`;
  }
  if (verdict === "better") {
    return `B is better on ${of("better")}${of("same") === "" ? "" : `, the same on ${of("same")}`}`;
  }
  if (verdict === "same") return "B is the same as A: no metric moved by more than its margin";
  return gating.length === 0 ? "undecided: there is nothing to compare" : undecidedInWords(gating);
}

function undecidedInWords(gating: readonly Comparison[]): string {
  for (const side of ["a", "b"] as const) {
    if (gating.every((one) => one[side].n === 0)) return `undecided: ${side.toUpperCase()} has no calls`;
  }
  return openInWords(gating.filter(isOpen));
}

function isOpen({ verdict }: Comparison): boolean {
  return verdict === "undecided";
}

/** What is open, and how many calls more would tell: of several, the one that needs most says how long it takes. */
export function openInWords(open: readonly Comparison[]): string {
  const needs = open.map(({ needed }) => needed).filter((needed) => needed !== null);
  const [most] = needs.toSorted((x, y) => y - x);
  const more = most === undefined ? "" : `: about ${grouped(most)} more calls a side would tell`;
  return `undecided on ${namesOf(open)}${more}`;
}

function namesOf(comparisons: readonly Comparison[]): string {
  return listed(comparisons.map(({ metric }) => metricInWords(metric)));
}
