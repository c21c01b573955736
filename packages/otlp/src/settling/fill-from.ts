import type { Call } from "@promptprof/model";
import { finishClass } from "../fields/finish-reason.ts";
import { timePerOutputTokenMs } from "../fields/time-per-output-token.ts";
import { ABSENT_TOKENS } from "../fields/usage.ts";
import type { ToldFields } from "../observation.ts";
import { tokensOf } from "./merge-nested.ts";

/**
 * A call with its gaps filled from what an event tells of it; the same object where there was nothing to fill. Token
 * counts are taken together or not at all, and so are prompt and version.
 */
export function fillFrom(call: Call, told: Told): Call {
  const found: Partial<Call> = {
    ...singleFields(call, told),
    ...(call.prompt === null && told.prompt ? promptOf(told) : {}),
    ...(call.tokenSource === "absent" && told.tokenSource === "reported"
      ? tokensOf({ ...ABSENT_TOKENS, ...told })
      : {}),
  };
  const failed = failure({ ...call, ...found }, told);
  if (Object.keys(found).length + Object.keys(failed).length === 0) return call;
  const filled = { ...call, ...found, ...failed };
  return { ...filled, tpotMs: timePerOutputTokenMs(filled.durationMs, filled.ttftMs, filled.outputTokens) };
}

function promptOf({
  prompt = null,
  version = null,
  versionLabel = null,
  gitCommit = null,
}: Told): Partial<Call> {
  return { prompt, version, versionLabel, gitCommit };
}

/** A details event tells of everything, other events of less. */
type Told = ToldFields & Partial<Call>;

const SINGLE = [
  "environment",
  "service",
  "team",
  "user",
  "session",
  "provider",
  "requestModel",
  "responseModel",
  "responseId",
  "stream",
  "attempts",
  "finishReason",
  "reportedCostNanoUsd",
  "serviceTier",
  "requestId",
  "retryWaitMs",
  "toolCalls",
  "gaps",
  "rateLimit",
  "experiment",
] as const satisfies readonly (keyof Call)[];

function singleFields(call: Call, told: Told): Partial<Call> {
  const known = SINGLE.filter((field) => call[field] === null && (told[field] ?? null) !== null);
  const fields: Partial<Call> = Object.fromEntries(known.map((field) => [field, told[field]]));
  const { ttftMs = null } = told;
  const isTtft = call.ttftMs === null && ttftMs !== null && ttftMs <= (call.durationMs ?? Infinity);
  return {
    ...fields,
    ...(isTtft ? { ttftMs } : {}),
    ...(call.tags.length === 0 && (told.tags?.length ?? 0) > 0 ? { tags: told.tags ?? [] } : {}),
  };
}

/** An exception inside a call that has an answer was handled there, by a retry for example. */
function failure(
  call: Call,
  { errorClass = null, errorType = null, httpStatus = null }: Told,
): Partial<Call> {
  const { outputTokens, finishReason } = call;
  const hasAnswer = outputTokens !== null || (finishReason !== null && finishClass(finishReason) !== "error");
  if (errorClass === null || call.errorClass !== null || hasAnswer) return {};
  return { errorClass, errorType: call.errorType ?? errorType, httpStatus: call.httpStatus ?? httpStatus };
}
