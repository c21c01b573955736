import { blankCall, type Call } from "@promptprof/model";
import { CAST } from "./cast.ts";
import type { DemoFailure } from "./demo-failure.ts";
import type { DemoModel } from "./demo-model.ts";
import type { DemoPrompt, DemoVersion } from "./demo-prompt.ts";
import { demoSegments, inputOf, staticTokensOf } from "./demo-segments.ts";
import type { Random } from "./random.ts";

export const DEMO_PROJECT = "demo";
const DAY_MS = 86_400_000;
/** A release reaches all traffic over two hours, as with a careful team. */
const ROLLOUT_DAYS = 2 / 24;
/** 20 hours ago a provider was overloaded for 25 minutes. */
const OUTAGE = {
  provider: "anthropic",
  fromDaysAgo: 20 / 24,
  toDaysAgo: 20 / 24 - 25 / 1440,
  share: 0.28,
} as const;

/**
 * One call that ended at a time: who made it, which version, how long it took, what it used, how it went.
 *
 * @param endTime epoch ms
 * @param start   epoch ms at which the demo started; releases are dated from it
 */
export function demoCall(random: Random, endTime: number, start: number): Call {
  const daysAgo = (start - endTime) / DAY_MS;
  const prompt = random.pick(CAST);
  const version = versionAt(prompt, daysAgo, random);
  const { model } = random.pick(version.models);
  const segments = demoSegments(version, prompt, daysAgo, random);
  const failure = failureOf(prompt, model, daysAgo, random);
  const inputTokens = segments.length > 0 ? inputOf(segments) : Math.ceil(random.lognormal(700, 1));
  const timing = timingOf(version, inputTokens, random);
  const durationMs = failure === null ? timing.durationMs : failedDurationMs(failure, timing.durationMs);
  const identity = { project: DEMO_PROJECT, startTime: endTime - durationMs, ...idsOf(random) };
  return {
    ...blankCall(identity),
    ...placeOf(prompt, version, random),
    ...modelOf(model, failure, random),
    durationMs,
    stream: prompt.stream,
    segments,
    ...(failure === null
      ? succeeded(prompt, version, model, timing, inputTokens, random)
      : { tokenSource: "absent" as const, attempts: failure.attempts, ...errorOf(failure) }),
  };
}

function idsOf(random: Random): { traceId: string; spanId: string } {
  return { traceId: random.hex(32), spanId: random.hex(16) };
}

/** The latest version that has been released, or the one before while the release is still rolling out. */
function versionAt(prompt: DemoPrompt, daysAgo: number, random: Random): DemoVersion {
  const [first, ...later] = prompt.versions;
  return later.reduce((current, version) => {
    const daysSince = version.releasedDaysAgo - daysAgo;
    return random.chance(daysSince / ROLLOUT_DAYS) ? version : current;
  }, first);
}

function placeOf(
  { name, team, service }: DemoPrompt,
  { version }: DemoVersion,
  random: Random,
): Partial<Call> {
  const user = random.below(400);
  return {
    environment: "production",
    service,
    team,
    // A few people write most: the square makes low numbers likelier.
    user: `user-${Math.floor(user ** 2 / 400)}`,
    session: `session-${random.hex(8)}`,
    prompt: name,
    version: name === null ? null : version,
    promptSource: name === null ? null : "named",
  };
}

function modelOf(model: DemoModel, failure: DemoFailure | null, random: Random): Partial<Call> {
  return {
    provider: model.provider,
    requestModel: model.requestModel,
    // A refused request names no answering model.
    responseModel: failure === null ? model.responseModel : null,
    responseId: failure === null ? `resp_${random.hex(16)}` : null,
  };
}

interface Timing {
  readonly ttftMs: number;
  readonly outputTokens: number;
  readonly durationMs: number;
}

/** Longer prompts take longer to read: some 30 ms a thousand tokens before the first token comes. */
function timingOf(version: DemoVersion, inputTokens: number, random: Random): Timing {
  const slowdown = version.slow && random.chance(version.slow.share) ? version.slow.factor : 1;
  const ttftMs =
    random.lognormal(version.ttftMs.median, version.ttftMs.sigma) * slowdown + inputTokens * 0.03;
  const written = Math.ceil(random.lognormal(version.outputTokens.median, version.outputTokens.sigma));
  // Thinking twice is written down, and costs as much as it takes.
  const outputTokens = Math.ceil(written * slowdown);
  const tpotMs = random.lognormal(version.tpotMs.median, version.tpotMs.sigma);
  return { ttftMs, outputTokens, durationMs: ttftMs + tpotMs * (outputTokens - 1) };
}

function succeeded(
  prompt: DemoPrompt,
  version: DemoVersion,
  model: DemoModel,
  { ttftMs, outputTokens, durationMs }: Timing,
  inputTokens: number,
  random: Random,
): Partial<Call> {
  const cutOff = random.chance(0.006);
  return {
    httpStatus: 200,
    attempts: random.chance(0.01) ? 2 : 1,
    finishReason: cutOff ? model.cutOff : model.finished,
    inputTokens,
    ...cacheUse(model, Math.min(inputTokens, staticTokensOf(version)), random),
    outputTokens,
    reasoningTokens: model.requestModel.startsWith("gpt-5") ? Math.floor(outputTokens * 0.4) : null,
    tokenSource: "reported",
    ttftMs: prompt.stream ? ttftMs : null,
    tpotMs: prompt.stream && outputTokens > 1 ? (durationMs - ttftMs) / (outputTokens - 1) : null,
  };
}

/** What does not change from call to call is cached, from 1,024 tokens on, and most calls find it there. */
function cacheUse(model: DemoModel, staticTokens: number, random: Random): Partial<Call> {
  if (model.caching === "none") return {};
  const found = random.chance(0.82);
  const cachable = staticTokens >= 1024 ? staticTokens : 0;
  if (model.caching === "steps") return { cacheReadTokens: found ? Math.floor(cachable / 128) * 128 : 0 };
  return { cacheReadTokens: found ? cachable : 0, cacheWriteTokens: found ? 0 : cachable };
}

function failureOf(
  prompt: DemoPrompt,
  model: DemoModel,
  daysAgo: number,
  random: Random,
): DemoFailure | null {
  let drawn = random.next();
  for (const failure of prompt.failures) {
    drawn -= failure.share;
    if (drawn < 0) return failure;
  }
  const outage =
    daysAgo < OUTAGE.fromDaysAgo && daysAgo > OUTAGE.toDaysAgo && model.provider === OUTAGE.provider;
  return outage && random.chance(OUTAGE.share)
    ? { share: 0, errorClass: "overloaded", errorType: "overloaded_error", httpStatus: 529, attempts: 3 }
    : null;
}

/** A time-out waits for half a minute; what is refused is refused soon, after each try. */
function failedDurationMs(failure: DemoFailure, durationMs: number): number {
  return failure.errorClass === "timeout" ? 30_000 + durationMs : 90 * failure.attempts + durationMs * 0.1;
}

function errorOf({ errorClass, errorType, httpStatus }: DemoFailure): Partial<Call> {
  return { errorClass, errorType, httpStatus };
}
