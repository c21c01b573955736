import type { PromptReport, ReportedComparison } from "../report/report.ts";
import { oneLine } from "../report/one-line.ts";
import { verdictWords } from "../report/verdict-words.ts";
import { writeChange, writeMargin, writeStep, writeValue } from "../report/write-number.ts";
import { adviceFor, placeOf } from "./advice.ts";
import type { GateCheck, GateMode } from "./gate-result.ts";

/** Judges one comparison by its margin: stats.md 2.7. */
export function checkChange(of: PromptReport, comparison: ReportedComparison, mode: GateMode): GateCheck {
  const outcome = outcomeOf(comparison, mode);
  return {
    outcome,
    prompt: of.prompt,
    provider: of.provider,
    metric: comparison.metric,
    limit: limitText(comparison),
    text: textOf(of, comparison, outcome),
    place: outcome === "failed" ? placeOf(of) : null,
  };
}

function outcomeOf(comparison: ReportedComparison, mode: GateMode): GateCheck["outcome"] {
  const { verdict } = comparison;
  if (verdict === "worse") return "failed";
  if (mode === "not-worse") return isProvenNotWorse(comparison) ? "passed" : "undecided";
  return verdict === "undecided" && !isProvenNotWorse(comparison) ? "undecided" : "passed";
}

/** The whole interval of the harm lies below the margin. */
function isProvenNotWorse({ change, worse, margin }: ReportedComparison): boolean {
  if (change === null) return false;
  const most = worse === "up" ? change.high : change.low === null ? null : -change.low;
  return most !== null && most <= margin;
}

/** As a suite may write it: `latency_p95 <= +10%`, `score:exact >= -2pp`. */
function limitText(
  comparison: Pick<ReportedComparison, "metric" | "margin" | "worse" | "scale" | "unit">,
): string {
  const { metric, worse, scale, unit, margin } = comparison;
  const percent = Number((margin * 100).toPrecision(6));
  const size = scale === "ratio" ? `${percent}%` : unit === "rate" ? `${percent}pp` : String(margin);
  return worse === "up" ? `${metric} <= +${size}` : `${metric} >= -${size}`;
}

function textOf(of: PromptReport, comparison: ReportedComparison, outcome: GateCheck["outcome"]): string {
  const { title, a, b, unit } = comparison;
  const values = `${writeValue(a.value, unit)} → ${writeValue(b.value, unit)}`;
  const numbers = `${oneLine(title)} ${values}, ${writeChange(comparison)}, limit ${writeMargin(comparison)}`;
  const line = `${oneLine(of.prompt)} (${oneLine(of.provider)}): ${numbers}: ${verdictWords(comparison)}`;
  if (outcome === "passed") return line;
  if (outcome === "undecided") return `${line}${whyUndecided(comparison)}`;
  return `${line}. ${adviceFor(of, comparison.metric)} or allow it with the limit "${limitText(roomFor(comparison))}"`;
}

/** A correction that took a proof back speaks first, then what the cases can show, then why there is no interval. */
function whyUndecided(comparison: ReportedComparison): string {
  const { warnings, detectable, worse } = comparison;
  const [reason] = warnings;
  if (reason !== undefined && (isWorseAlone(comparison) || detectable === null))
    return `; ${oneLine(reason, 300)}`;
  if (detectable === null) return "";
  const step = writeStep(worse === "up" ? detectable : -detectable, comparison);
  return `; the smallest change that so many cases show is ${step}`;
}

function isWorseAlone({ change, worse, margin }: ReportedComparison): boolean {
  const least = worse === "up" ? change?.low : change?.high;
  return least !== null && least !== undefined && (worse === "up" ? least : -least) > margin;
}

/** The margin that would let this change pass, in steps that a person would write: 5 % of ratios, 1 point, 0.01. */
function roomFor(comparison: ReportedComparison): ReportedComparison {
  const step = comparison.scale === "ratio" ? 0.05 : 0.01;
  const harm = Math.abs(comparison.change?.estimate ?? 0);
  return { ...comparison, margin: Number(((Math.floor(harm / step) + 1) * step).toFixed(4)) };
}
