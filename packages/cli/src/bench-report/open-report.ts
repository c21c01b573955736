import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { applyGate, GATE_DEFAULTS, isRun, limitMistakes, readReport, type Report } from "@promptprof/bench";
import { QuestionError } from "../question-error.ts";
import { judgeRun, refuse, withOptions, type GateOptions } from "./judge-run.ts";

/**
 * The report of a run.json, a report.json, or a folder with one of them, judged by these limits.
 *
 * @throws QuestionError where there is none, where it is neither, or where a limit cannot be asked of it
 */
export function openReport(path: string, options: GateOptions): Report {
  const file = fileOf(path);
  const value = parsed(file);
  return isRun(value) ? judgeRun(value, options) : ofReport(value, file, options);
}

/** The calls are gone, so that changes stay judged by the margins they were judged by. */
function ofReport(value: unknown, file: string, options: GateOptions): Report {
  const read = readReport(value);
  if ("mistake" in read) throw new QuestionError(`${file}: ${read.mistake}`);
  const { report } = read;
  const settings = withOptions({ ...GATE_DEFAULTS, mode: report.gate.mode }, options);
  const change = settings.limits.find((limit) => limit.kind === "change");
  if (change !== undefined)
    throw new QuestionError(
      `limit ${JSON.stringify(change.text)}: ${file} has no calls to judge anew; give the run.json`,
    );
  refuse(limitMistakes(report, settings.limits));
  return isAsWritten(options) ? report : { ...report, gate: applyGate(report, settings) };
}

function isAsWritten({ limit, mode, failOnUndecided }: GateOptions): boolean {
  return limit === undefined && mode === undefined && failOnUndecided === undefined;
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
