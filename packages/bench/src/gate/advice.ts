import { formatCount } from "@promptprof/model/format";
import { scorerOf } from "../analysis/metric.ts";
import { grownWords } from "../report/grown-words.ts";
import { oneLine } from "../report/one-line.ts";
import type { PromptReport } from "../report/report.ts";
import { count, grownSegments } from "../report/summary.ts";
import { writeStep } from "../report/write-number.ts";
import type { GateCheck } from "./gate-result.ts";

/** What made a metric worse and what to do about it, to be followed by "or allow it": one or two sentences. */
export function adviceFor(of: PromptReport, metric: string): string {
  const scorer = scorerOf(metric);
  if (scorer !== null) return scoreAdvice(of, scorer);
  if (metric === "error_rate") return failureAdvice(of);
  return metric === "output_tokens" || metric === "tpot" ? outputAdvice(of) : inputAdvice(of);
}

/** The line of the segment that grew most, else the first of the prompt's file. */
export function placeOf(of: PromptReport): GateCheck["place"] {
  if (of.file === null) return null;
  return { file: of.file, line: grownSegments(of)[0]?.line ?? 1 };
}

function inputAdvice(of: PromptReport): string {
  const grown = grownWords(of);
  return grown === null ? outputAdvice(of) : `${grown}: shorten it,`;
}

function outputAdvice(of: PromptReport): string {
  const change = of.metrics.find(({ metric }) => metric === "output_tokens");
  const { estimate } = change?.change ?? {};
  if (change === undefined || estimate === undefined || estimate <= 0)
    return "No segment grew: look at the model, its parameters and the provider,";
  return `Replies are longer (${writeStep(estimate, change)} tokens): say in the prompt how long they may be,`;
}

function failureAdvice({ failures: { head } }: PromptReport): string {
  const classes = Object.entries(head.byClass).toSorted(([, a], [, b]) => b - a);
  const named = classes.map(([name, n]) => `${name} ${formatCount(n)}`).join(", ");
  return `${formatCount(head.failed)} of ${count(head.calls, "call")} failed (${named}): mend what they complain of,`;
}

function scoreAdvice({ worseCases }: PromptReport, scorer: string): string {
  const first = worseCases.find(({ score }) => score === scorer);
  if (first === undefined) return "Look at the replies of head,";
  const { base, head } = first;
  return `Look at the case ${oneLine(first.case)} first (${base} → ${head}),`;
}
