import {
  CLOCK,
  GitError,
  loadSuite,
  newRunId,
  readScorer,
  runSuite,
  sendProfiles,
  sidesOf,
  type RunSides,
  type Suite,
} from "@promptprof/bench";
import { ActionError } from "./action-error.ts";
import type { BenchRequest, SuiteRun } from "./bench.ts";
import type { Environment } from "./inputs.ts";

/** Where a run shows how far it is: a line a minute is enough for a log. */
const PROGRESS_MS = 60_000;

/**
 * Runs the suite as `promptprof bench` does.
 *
 * @throws ActionError with every mistake of the suite, the cassette and the repository, a line each
 */
export async function runBench(
  request: BenchRequest,
  environment: Environment,
  write: (text: string) => void,
): Promise<SuiteRun> {
  const id = newRunId(Date.now());
  // Calls of a cassette were sent when they were made.
  const endpoint = request.replay === null ? request.server : null;
  const suite = await suiteOf(
    request,
    environment,
    endpoint === null ? null : { endpoint, tags: [`run:${id}`] },
  );
  const sides = await sidesFor(suite, request.base);
  if (sides.prompts.length === 0) write(`no prompt of ${suite.name} changed; nothing is run\n`);
  const run = await runSuite(suite, {
    ...sides,
    id,
    isProfiled: endpoint !== null,
    seed: null,
    adaptive: false,
    log: null,
    resume: false,
    record: request.record,
    replay: request.replay,
    realTime: false,
    salt: environment["PROMPTPROF_SALT"] ?? `promptprof:${environment["PROMPTPROF_PROJECT"] ?? "default"}`,
    signal: new AbortController().signal,
    onProgress: progressEvery(PROGRESS_MS, write),
    clock: CLOCK,
  }).catch(asMistake);
  if ("mistakes" in run) throw new ActionError(run.mistakes.join("\n"));
  if (endpoint !== null && !(await sendProfiles()).sent)
    write(`${endpoint} has not taken all calls of this run\n`);
  return { run, suite };
}

async function suiteOf(
  { suite: file, replay, maxUsd }: BenchRequest,
  environment: Environment,
  watch: Parameters<typeof loadSuite>[2]["watch"],
): Promise<Suite> {
  const loaded = await loadSuite(file, readScorer, { environment, needsKeys: replay === null, watch });
  if ("mistakes" in loaded) throw new ActionError(loaded.mistakes.join("\n"));
  return { ...loaded.suite, maxUsd: maxUsd ?? loaded.suite.maxUsd };
}

async function sidesFor(suite: Suite, base: string | null): Promise<RunSides> {
  const sides = await sidesOf(suite, base).catch(asMistake);
  if ("mistakes" in sides) throw new ActionError(sides.mistakes.join("\n"));
  return sides;
}

/** What git and a cassette say of themselves in one line. */
function asMistake(error: unknown): never {
  if (error instanceof GitError) throw new ActionError(error.message, { cause: error });
  if (error instanceof Error && /cassette/.test(error.message))
    throw new ActionError(error.message, { cause: error });
  throw error;
}

function progressEvery(
  ms: number,
  write: (text: string) => void,
): (progress: { readonly done: number; readonly total: number; readonly failed: number }) => void {
  let shownAt = Date.now();
  return ({ done, total, failed }) => {
    if (Date.now() - shownAt < ms) return;
    shownAt = Date.now();
    write(`${done} of ${total} calls, ${failed} failed\n`);
  };
}
