import {
  headline,
  limitMistakes,
  readGate,
  renderReport,
  reportFile,
  type GateCheck,
  type GateSettings,
  type Report,
  type ReportFormat,
  type Run,
} from "@promptprof/bench";
import { ActionError } from "./action-error.ts";
import type { Bench, Reported } from "./bench.ts";
import type { Annotation } from "./github/workflow-command.ts";

/** The outputs that are files, by their format. */
const FILES = {
  json: "json",
  html: "html",
  junit: "junit",
  sarif: "sarif",
  markdown: "md",
  csv: "csv",
} as const;

/** GitHub shows ten errors of a step and drops the rest. */
const ANNOTATIONS_MAX = 10;

/** From a run to all that is told of it, judged by the gate of its suite. */
export function reportWith(analyse: (run: Run, settings: GateSettings) => Report): Bench["report"] {
  return ({ run, suite }, { failOnUndecided }) => {
    const settings = settingsOf(suite.gate);
    const strict = { ...settings, failOnUndecided: settings.failOnUndecided || failOnUndecided };
    const report = analyse(run, strict);
    const mistakes = limitMistakes(report, settings.limits);
    if (mistakes.length > 0) throw new ActionError(mistakes.join("\n"));
    return told(report);
  };
}

function settingsOf(written: unknown): GateSettings {
  const read = readGate(written);
  if ("mistakes" in read) throw new ActionError(read.mistakes.join("\n"));
  return read.settings;
}

function told(report: Report): Reported {
  const { gate, run } = report;
  return {
    outcome: gate.outcome,
    headline: headline(report),
    markdown: renderReport(report, "md"),
    costUsd: run.costNanoUsd === null ? null : run.costNanoUsd / 1e9,
    annotations: gate.checks.flatMap(annotationOf).slice(0, ANNOTATIONS_MAX),
    files: Object.fromEntries(
      Object.entries(FILES).map(([output, format]) => [output, fileOf(report, format)]),
    ),
  };
}

function fileOf(report: Report, format: ReportFormat): Reported["files"][string] {
  return { name: reportFile(format), text: renderReport(report, format) };
}

function annotationOf({ outcome, metric, prompt, text, place }: GateCheck): Annotation[] {
  if (outcome === "passed") return [];
  const title = prompt === null ? metric : `${prompt}: ${metric}`;
  const level = outcome === "failed" ? "error" : "notice";
  return [{ level, path: place?.file ?? null, line: place?.line ?? null, title, message: text }];
}
