import {
  analyse,
  limitMistakes,
  readGate,
  readLimits,
  type GateSettings,
  type Report,
  type Run,
} from "@promptprof/bench";
import { QuestionError } from "../question-error.ts";

/** What the command line says of a gate; what is not said is the suite's, then the default. */
export interface GateOptions {
  readonly limit?: readonly string[];
  readonly mode?: GateSettings["mode"];
  readonly failOnUndecided?: boolean;
}

/**
 * The report of a run, judged by the gate of its suite and these options.
 *
 * @throws QuestionError with every limit that cannot be read, or asked of this run, a line each
 */
export function judgeRun(run: Run, options: GateOptions): Report {
  const settings = settingsOfSuite(run.gate, options);
  const report = analyse(run, settings);
  refuse(limitMistakes(report, settings.limits));
  return report;
}

/** @param gate as it is written in a suite */
export function settingsOfSuite(gate: unknown, options: GateOptions): GateSettings {
  const read = readGate(gate ?? null);
  if ("mistakes" in read) throw new QuestionError(read.mistakes.join("\n"));
  return withOptions(read.settings, options);
}

export function withOptions(
  suite: GateSettings,
  { limit, mode, failOnUndecided }: GateOptions,
): GateSettings {
  const read = readLimits(limit ?? []);
  if ("mistakes" in read) throw new QuestionError(read.mistakes.join("\n"));
  return {
    mode: mode ?? suite.mode,
    limits: [...suite.limits, ...read.limits],
    failOnUndecided: failOnUndecided ?? suite.failOnUndecided,
  };
}

export function refuse(mistakes: readonly string[]): void {
  if (mistakes.length > 0) throw new QuestionError(mistakes.join("\n"));
}
