import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import {
  CLOCK,
  loadSuite,
  newRunId,
  readPromptfoo,
  readScorer,
  runSuite,
  sendProfiles,
  sidesOf,
  type CannotRun,
  type ReportFormat,
  type Run,
  type RunSides,
  type Suite,
} from "@promptprof/bench";
import { QuestionError } from "../question-error.ts";
import type { Io } from "../terminal/io.ts";
import { printRun } from "./print-run.ts";
import { printSummary } from "./print-summary.ts";
import { progressOf } from "./progress.ts";
import { asGitQuestion } from "../git-question.ts";
import { Verdict } from "../verdict.ts";
import { judgeRun, settingsOfSuite, type GateOptions } from "../bench-report/judge-run.ts";
import { writeReports } from "../bench-report/write-reports.ts";

export interface BenchOptions extends GateOptions {
  readonly base?: string;
  readonly record?: string;
  readonly replay?: string;
  readonly realTime?: boolean;
  readonly adaptive?: boolean;
  readonly resume?: boolean;
  readonly out: string;
  /** Beside the three that are always written. */
  readonly format?: readonly ReportFormat[];
  readonly repeats?: number;
  readonly maxUsd?: number;
  readonly concurrency?: number;
  readonly seed?: number;
  readonly server?: string;
  readonly json?: boolean;
}

/**
 * Runs a suite, writes what came of it and its reports, and judges it.
 *
 * @throws QuestionError with every mistake of the suite, one a line
 * @throws Verdict where the gate says regressed or, where that is asked for, undecided
 */
export async function bench(file: string, options: BenchOptions, io: Io): Promise<void> {
  if (options.record !== undefined && options.replay !== undefined)
    throw new QuestionError("--record makes calls and --replay makes none; give one of them");
  const id = newRunId(io.now());
  const endpoint = endpointOf(options, io);
  const watch = endpoint === null ? null : { endpoint, tags: [`run:${id}`] };
  const suite = await loadedSuite(file, options, watch, io);
  // A limit that is misspelt is told before anything is paid for.
  settingsOfSuite(suite.gate, options);
  const sides = await asGitQuestion(() => sidesOf(suite, options.base ?? null));
  if ("mistakes" in sides) throw new QuestionError(sides.mistakes.join("\n"));
  if (sides.prompts.length === 0) {
    io.talk(`no prompt of ${suite.name} differs from ${options.base ?? ""}; nothing is run\n`);
  }
  const run = await ran(suite, sides, id, endpoint !== null, options, io);
  writeFileSync(join(options.out, "run.json"), `${JSON.stringify(run, null, 1)}\n`);
  if (endpoint !== null) await sentAll(endpoint, io);
  told(run, suite, options, io);
}

const ALWAYS: readonly ReportFormat[] = ["json", "md", "html"];

function told(run: Run, suite: Suite, options: BenchOptions, io: Io): void {
  const report = judgeRun(run, options);
  const formats = [...new Set([...ALWAYS, ...(options.format ?? [])])];
  const files = ["run.json", ...writeReports(report, formats, options.out).map((file) => basename(file))];
  const written = `written to ${options.out}: ${files.join(", ")} (seed ${run.seed})\n`;
  const text = `${printRun(run, suite.maxUsd)}${printSummary(report, io.terminal)}${written}`;
  io.write(options.json ? `${JSON.stringify(run)}\n` : text);
  if (report.gate.exitCode !== 0) throw new Verdict(report.gate.exitCode);
}

/** Calls of a cassette were sent when they were made. */
function endpointOf({ server, replay }: BenchOptions, { environment }: Io): string | null {
  if (replay !== undefined) return null;
  return server ?? (environment["OTEL_EXPORTER_OTLP_ENDPOINT"] || null);
}

type Loaded =
  | { readonly suite: Suite; readonly unsupported?: readonly string[] }
  | { readonly mistakes: readonly string[] };

async function loadedSuite(
  file: string,
  options: BenchOptions,
  watch: Parameters<typeof loadSuite>[2]["watch"],
  { environment, talk }: Io,
): Promise<Suite> {
  const needsKeys = options.replay === undefined;
  const loaded: Loaded = isPromptfoo(file)
    ? readPromptfoo(file, { environment, watch })
    : await loadSuite(file, readScorer, { environment, needsKeys, watch });
  if ("mistakes" in loaded) throw new QuestionError(loaded.mistakes.join("\n"));
  const { suite } = loaded;
  for (const line of loaded.unsupported ?? []) talk(`${line}\n`);
  return {
    ...suite,
    repeats: options.repeats ?? suite.repeats,
    maxUsd: options.maxUsd ?? suite.maxUsd,
    limits: { ...suite.limits, concurrency: options.concurrency ?? suite.limits.concurrency },
  };
}

/** promptfoo's own file, by the name that promptfoo gives it. */
function isPromptfoo(file: string): boolean {
  return /^promptfooconfig.*\.(?:ya?ml|json)$/.test(basename(file)) && existsSync(file);
}

async function ran(
  suite: Suite,
  sides: RunSides,
  id: string,
  isProfiled: boolean,
  options: BenchOptions,
  io: Io,
): Promise<Run> {
  const stop = new AbortController();
  const takeBack = io.onStop(() => stop.abort());
  mkdirSync(options.out, { recursive: true });
  const progress = progressOf(io, suite.maxUsd);
  try {
    const run = await asQuestion(
      runSuite(suite, {
        ...sides,
        id,
        isProfiled,
        seed: options.seed ?? null,
        adaptive: options.adaptive ?? false,
        log: join(options.out, "run.log.jsonl"),
        resume: options.resume ?? false,
        record: options.record ?? null,
        replay: options.replay ?? null,
        realTime: options.realTime ?? false,
        salt:
          io.environment["PROMPTPROF_SALT"] ??
          `promptprof:${io.environment["PROMPTPROF_PROJECT"] ?? "default"}`,
        signal: stop.signal,
        onProgress: progress.show,
        clock: { ...CLOCK, now: io.now },
      }),
    );
    if ("mistakes" in run) throw new QuestionError(run.mistakes.join("\n"));
    return run;
  } finally {
    progress.end();
    takeBack();
  }
}

/** What cannot be read of a cassette is said in one line. */
async function asQuestion(running: Promise<Run | CannotRun>): Promise<Run | CannotRun> {
  try {
    return await running;
  } catch (error) {
    if (error instanceof Error && /cassette/.test(error.message)) throw new QuestionError(error.message);
    throw error;
  }
}

async function sentAll(endpoint: string, { talk }: Io): Promise<void> {
  const { sent, waiting, dropped } = await sendProfiles();
  if (!sent)
    talk(`${endpoint} has not taken ${waiting + dropped} calls of this run; the run itself is whole\n`);
}
