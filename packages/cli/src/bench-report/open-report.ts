import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  analyse,
  applyGate,
  GATE_DEFAULTS,
  isRun,
  limitMistakes,
  readGate,
  readLimits,
  readReport,
  type GateSettings,
  type Report,
} from "@promptprof/bench";
import { QuestionError } from "../question-error.ts";

/** What the command line says of a gate; what is not said is the suite's, then the default. */
export interface GateOptions {
  readonly limit: readonly string[];
  readonly mode?: GateSettings["mode"];
  readonly failOnUndecided?: boolean;
}

/**
 * The report of a run.json, a report.json, or a folder with one of them, judged by these limits.
 *
 * @throws QuestionError where there is none, where it is neither, or where a limit cannot be asked of it
 */
export function openReport(path: string, options: GateOptions): Report {
  const file = fileOf(path);
  const value = parsed(file);
  return isRun(value)
    ? ofRun(value.gate, options, (settings) => analyse(value, settings))
    : ofReport(value, file, options);
}

function ofRun(gate: unknown, options: GateOptions, analysed: (settings: GateSettings) => Report): Report {
  const read = readGate(gate ?? null);
  if ("mistakes" in read) throw new QuestionError(read.mistakes.join("\n"));
  const settings = settingsOf(read.settings, options);
  const report = analysed(settings);
  refuse(limitMistakes(report, settings.limits));
  return report;
}

/** The calls are gone, so that changes stay judged by the margins they were judged by. */
function ofReport(value: unknown, file: string, options: GateOptions): Report {
  const read = readReport(value);
  if ("mistake" in read) throw new QuestionError(`${file}: ${read.mistake}`);
  const { report } = read;
  const settings = settingsOf({ ...GATE_DEFAULTS, mode: report.gate.mode }, options);
  const change = settings.limits.find((limit) => limit.kind === "change");
  if (change !== undefined)
    throw new QuestionError(
      `limit ${JSON.stringify(change.text)}: ${file} has no calls to judge anew; give the run.json`,
    );
  refuse(limitMistakes(report, settings.limits));
  return isAsWritten(options) ? report : { ...report, gate: applyGate(report, settings) };
}

function isAsWritten({ limit, mode, failOnUndecided }: GateOptions): boolean {
  return limit.length === 0 && mode === undefined && failOnUndecided === undefined;
}

function settingsOf(suite: GateSettings, { limit, mode, failOnUndecided }: GateOptions): GateSettings {
  const read = readLimits(limit);
  if ("mistakes" in read) throw new QuestionError(read.mistakes.join("\n"));
  return {
    mode: mode ?? suite.mode,
    limits: [...suite.limits, ...read.limits],
    failOnUndecided: failOnUndecided ?? suite.failOnUndecided,
  };
}

function refuse(mistakes: readonly string[]): void {
  if (mistakes.length > 0) throw new QuestionError(mistakes.join("\n"));
}

function fileOf(path: string): string {
  if (isFile(path)) return path;
  const found = ["run.json", "report.json"].map((name) => join(path, name)).find(isFile);
  if (found !== undefined) return found;
  throw new QuestionError(
    `${path} is neither a run.json or report.json of promptprof bench nor a folder with one`,
  );
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw new QuestionError(`${file}: is no JSON; give a run.json or report.json of promptprof bench`);
  }
}
