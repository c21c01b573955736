import { createHash, randomInt, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { readCassette, Recording, type Recorded } from "../cassettes/cassette.ts";
import { Replayed } from "../cassettes/replayed.ts";
import { seededRandom } from "@promptprof/stats";
import { casesFor, unfillableBases } from "../suite/case-mistakes.ts";
import type { Suite } from "../suite/suite.ts";
import { Budget } from "./budget.ts";
import { liveCalls, profiledCalls, recordedCalls, replayedCalls, type CallSource } from "./call-source.ts";
import { NO_EARLY_STOP, SequentialStop } from "./early-stop.ts";
import { planOf, type Pair, type PlannedPrompt } from "./plan.ts";
import { outcomePricer } from "./price-outcome.ts";
import { requestOf } from "./request-of.ts";
import { itemKey, readRunLog, RunLog, type RunHead } from "./run-log.ts";
import { runPlan, type Progress, type Ran } from "./run-plan.ts";
import type { PromptFile, Run, RunItem } from "./run.ts";
import { Throttle, type Clock } from "./throttle.ts";
import { totalsOf } from "./totals.ts";

export interface RunOptions {
  readonly prompts: readonly PlannedPrompt[];
  readonly unchanged: readonly string[];
  readonly files: readonly PromptFile[];
  /** Git commit or label of each side; null = no base was asked for. */
  readonly base: string | null;
  readonly head: string;
  /** null = a new one. */
  readonly seed: number | null;
  readonly adaptive: boolean;
  /** Where every finished item is written; null = nowhere. */
  readonly log: string | null;
  /** Goes on with the run whose log is there, and repeats nothing of it. */
  readonly resume: boolean;
  readonly record: string | null;
  readonly replay: string | null;
  readonly realTime: boolean;
  /** Of the segments' hashes: see `hashSegment`. */
  readonly salt: string;
  /** Given by whoever profiles the calls under it. */
  readonly id: string;
  /** Whether the suite's providers were given a place to send calls to. */
  readonly isProfiled: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  readonly clock: Clock;
}

/** The real clock. */
export const CLOCK: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    // Who is woken by the signal looks at it next.
    await sleep(ms, undefined, { signal }).catch(() => {});
  },
};

/** Expected ends of a run that has not begun: the cassette is stale, or the log is of another run. One line each. */
export interface CannotRun {
  readonly mistakes: readonly string[];
}

/**
 * Runs a suite: calls, scores, costs. What it gives is what there is, also when money, time or a signal ended it.
 *
 * @throws Error in one line for a cassette that cannot be read
 */
export async function runSuite(suite: Suite, options: RunOptions): Promise<Run | CannotRun> {
  const begun = beginning(suite, options);
  if ("mistakes" in begun) return begun;
  const { head, done } = begun;
  const plan = planOf(suite, options.prompts, head.seed);
  const unfilled = unfillableBases(options.prompts, suite.cases);
  if (unfilled.length > 0) return { mistakes: unfilled };
  const replayed =
    options.replay === null ? null : new Replayed(options.replay, readCassette(options.replay));
  const stale = replayed === null ? [] : staleIn(plan, replayed, options.salt);
  if (stale.length > 0) return { mistakes: stale };
  const log = openLog(options, head, done);
  const recording = options.record === null ? null : new Recording(options.record, earlierOf(options));
  try {
    const source = sourceOf(suite, options, replayed, recording, head.seed);
    const made = await runPlan(plan, worldOf(suite, options, begun, source, log));
    const missed = replayed?.missed ?? [];
    return missed.length > 0 ? { mistakes: staleLines(missed) } : runOf(suite, options, head, made);
  } finally {
    log?.close();
    recording?.close();
  }
}

interface Beginning {
  readonly head: RunHead;
  readonly done: ReadonlyMap<string, RunItem>;
}

function beginning(suite: Suite, options: RunOptions): Beginning | CannotRun {
  const { base, head, id, clock, log, resume } = options;
  const fresh: RunHead = {
    format: "promptprof-run-log",
    version: 1,
    id,
    suite: suite.hash,
    base,
    head,
    seed: options.seed ?? randomInt(2 ** 31),
    startedAt: clock.now(),
  };
  const left = resume && log !== null ? readRunLog(log) : null;
  if (left === null) return { head: fresh, done: new Map() };
  const other = left.head.suite !== suite.hash ? "suite" : left.head.base !== base ? "base" : null;
  if (other !== null)
    return { mistakes: [`${log} is of a run with another ${other}; begin a new one without --resume`] };
  return { head: left.head, done: new Map(left.items.map((item) => [itemKey(item), item])) };
}

function openLog({ log, resume }: RunOptions, head: RunHead, done: Beginning["done"]): RunLog | null {
  if (log === null) return null;
  return resume && done.size > 0 ? RunLog.goOn(log) : RunLog.begin(log, head);
}

function sourceOf(
  suite: Suite,
  { realTime, clock, isProfiled }: RunOptions,
  replayed: Replayed | null,
  recording: Recording | null,
  seed: number,
): CallSource {
  if (replayed !== null) return replayedCalls(replayed, realTime, clock);
  const { limits } = suite;
  const throttle = new Throttle(limits.requestsPerMinute, clock);
  const live = liveCalls({ limits, throttle, clock, random: seededRandom(seed + 1) });
  const calls = isProfiled ? profiledCalls(live) : live;
  return recording === null ? calls : recordedCalls(calls, (entry) => recording.add(entry));
}

function worldOf(
  suite: Suite,
  options: RunOptions,
  { done }: Beginning,
  source: CallSource,
  log: RunLog | null,
): Parameters<typeof runPlan>[1] {
  const { clock, signal, salt, adaptive, onProgress } = options;
  const budget = new Budget(suite.maxUsd);
  for (const { cost, scoring } of done.values()) {
    budget.add(cost?.total ?? null);
    if (scoring !== undefined) budget.add(scoring.nanoUsd);
  }
  const { minutes } = suite.limits;
  const casesOf = ({ prompt }: Pair): number => casesFor(prompt.name, suite.cases).length;
  return {
    suite,
    source,
    price: outcomePricer(suite.prices),
    budget,
    earlyStop: adaptive ? new SequentialStop(suite.margins, casesOf) : NO_EARLY_STOP,
    salt,
    clock,
    endsAt: minutes === null ? Infinity : clock.now() + minutes * 60_000,
    done,
    onItem: (item, progress) => {
      if (!done.has(itemKey(item))) log?.add(item);
      onProgress(progress);
    },
    signal,
  };
}

/** Requests of the plan that a cassette lacks: told before anything is run, the first ones of them. */
function staleIn(plan: readonly Pair[], replayed: Replayed, salt: string): readonly string[] {
  const stale = plan.flatMap((pair) =>
    pair.sides.flatMap((side) => {
      const prompt = (side === "base" ? pair.prompt.base : null) ?? pair.prompt.head;
      const { request } = requestOf(prompt, pair, salt);
      const slot = {
        prompt: pair.prompt.name,
        version: prompt.version,
        case: pair.case.name,
        side,
        repeat: pair.repeat,
      };
      const found = replayed.outcome(pair.provider.provider.id, request, slot);
      return "kind" in found ? [] : [found.message];
    }),
  );
  return stale.length === 0 ? [] : staleLines(stale);
}

function staleLines(stale: readonly string[]): readonly string[] {
  const SHOWN = 10;
  const more = stale.length > SHOWN ? [`and ${stale.length - SHOWN} more requests`] : [];
  return [...stale.slice(0, SHOWN), ...more, "record the cassette again with --record"];
}

/** A resumed run records what is left; what it recorded before stays. */
function earlierOf({ record, resume }: RunOptions): readonly Recorded[] {
  if (!resume || record === null) return [];
  try {
    return readCassette(record);
  } catch {
    return [];
  }
}

function runOf(
  suite: Suite,
  { base, head: label, replay, files, unchanged, clock }: RunOptions,
  { id, startedAt, seed }: RunHead,
  { items, texts, ended }: Ran,
): Run {
  const scorers = [...suite.scorers, ...suite.cases.flatMap((one) => one.scorers)];
  const unique = [...new Map(scorers.map((scorer) => [scorer.name, scorer])).values()];
  return {
    id,
    suite: { name: suite.name, file: suite.file, hash: suite.hash },
    base,
    head: label,
    startedAt,
    endedAt: clock.now(),
    seed,
    ended,
    replayed: replay,
    prompts: files,
    unchanged,
    scorers: unique.map(({ name, binary, goodFor, notFor }) => ({ name, binary, goodFor, notFor })),
    margins: suite.margins,
    gate: suite.gate,
    items,
    totals: totalsOf(suite, items, texts),
  };
}

/** An id that sorts by time and tells two runs of a second apart. */
export function newRunId(now: number): string {
  const day = new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, "");
  return `${day}-${createHash("sha256").update(randomUUID()).digest("hex").slice(0, 8)}`;
}
