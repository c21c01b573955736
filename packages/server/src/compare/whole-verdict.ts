import { holm } from "@promptprof/stats";
import type { Comparison, CompareAnswer } from "../contract.ts";
import { grouped, listed } from "./words.ts";

/** One-sided, as the printed interval of 95 % leaves it on each side. */
const ALPHA = 0.025;

/** Comparisons with what is left of their ps when all that gate are looked at together. */
export function corrected(comparisons: readonly Comparison[]): Comparison[] {
  const family = comparisons.filter(({ gating, pWorse }) => gating && pWorse !== null);
  if (family.length < 2) return [...comparisons];
  const ps = holm(family.map(({ pWorse }) => pWorse ?? 1));
  const correction = `Holm over ${family.length} metrics`;
  return comparisons.map((one) => {
    const pWorse = ps[family.indexOf(one)];
    if (pWorse === undefined) return one;
    const isDoubtful = one.verdict === "worse" && pWorse > ALPHA;
    const doubt = `worse by itself, but not once ${family.length} metrics are looked at together`;
    return { ...one, pWorse, correction, warnings: [...one.warnings, ...(isDoubtful ? [doubt] : [])] };
  });
}

/** Worse even after correction. */
export function isProvenWorse({ verdict, pWorse }: Comparison): boolean {
  return verdict === "worse" && pWorse !== null && pWorse <= ALPHA;
}

export function wholeVerdict(comparisons: readonly Comparison[]): CompareAnswer["verdict"] {
  const gating = comparisons.filter((one) => one.gating);
  if (gating.some(isProvenWorse)) return "worse";
  if (gating.length === 0 || gating.some(({ verdict }) => verdict === "undecided" || verdict === "worse")) {
    return "undecided";
  }
  return gating.some(({ verdict }) => verdict === "better") ? "better" : "same";
}

/** The verdict in a sentence, with what decided it. */
export function wholeSummary(comparisons: readonly Comparison[]): string {
  const gating = comparisons.filter((one) => one.gating);
  const verdict = wholeVerdict(comparisons);
  const of = (wanted: Comparison["verdict"]): string =>
    listed(gating.filter((one) => one.verdict === wanted).map(({ metric }) => metric));
  if (verdict === "worse") {
    const worse = listed(gating.filter(isProvenWorse).map(({ metric }) => metric));
    return `B is worse on ${worse}${of("better") === "" ? "" : `, better on ${of("better")}`}`;
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
  const open = gating.filter((one) => one.verdict === "undecided" || one.verdict === "worse");
  const needs = open.map(({ needed }) => needed).filter((needed) => needed !== null);
  const [most] = needs.toSorted((x, y) => y - x);
  const more = most === undefined ? "" : `: about ${grouped(most)} more calls a side would tell`;
  return `undecided on ${listed(open.map(({ metric }) => metric))}${more}`;
}
