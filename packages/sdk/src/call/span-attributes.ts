import type { Attributes } from "@opentelemetry/api";
import { GEN_AI, OTEL, PROMPTPROF } from "@promptprof/model";
import type { Provider } from "../client/provider-of.ts";
import type { Settings } from "../profile-options.ts";
import type { Anatomy } from "./anatomy-of.ts";
import type { CallRecord } from "./call-record.ts";

/** What a sampler may decide by: known before the request leaves. */
export function startAttributes(call: CallRecord, provider: Provider): Attributes {
  return {
    [GEN_AI.operation]: call.operation,
    [GEN_AI.provider]: provider.name,
    ...(call.requestModel !== null && { [GEN_AI.requestModel]: call.requestModel }),
    ...(provider.address !== null && { "server.address": provider.address }),
    ...(provider.port !== null && { "server.port": provider.port }),
  };
}

/** Everything else, once the call is over. What is not known is left out, never 0. */
export function endAttributes(call: CallRecord, anatomy: Anatomy, settings: Settings): Attributes {
  const attributes: Attributes = { [PROMPTPROF.project]: settings.project };
  addAnswer(attributes, call);
  addUsage(attributes, call);
  addError(attributes, call);
  addContext(attributes, call, settings);
  addAnatomy(attributes, anatomy);
  return attributes;
}

function addAnswer(attributes: Attributes, call: CallRecord): void {
  if (call.responseModel !== null) attributes[GEN_AI.responseModel] = call.responseModel;
  if (call.responseId !== null) attributes[GEN_AI.responseId] = call.responseId;
  if (call.serviceTier !== null) attributes[PROMPTPROF.serviceTier] = call.serviceTier;
  if (call.finishReasons.length > 0) attributes[GEN_AI.finishReasons] = call.finishReasons;
  if (call.stream) attributes[GEN_AI.stream] = true;
  if (call.firstTokenAt !== null)
    attributes[GEN_AI.timeToFirstChunk] = (call.firstTokenAt - call.startedAt) / 1000;
  if (call.httpStatus !== null) attributes[OTEL.httpStatus] = call.httpStatus;
  if (call.attempts === null) return;
  attributes[PROMPTPROF.attempts] = call.attempts;
  if (call.attempts > 1) attributes[OTEL.resendCount] = call.attempts - 1;
}

function addUsage(attributes: Attributes, { usage }: CallRecord): void {
  attributes[PROMPTPROF.tokenSource] = usage === null ? "absent" : "reported";
  if (usage === null) return;
  set(attributes, GEN_AI.inputTokens, usage.inputTokens);
  set(attributes, GEN_AI.cacheReadTokens, usage.cacheReadTokens);
  set(attributes, GEN_AI.cacheWriteTokens, usage.cacheWriteTokens);
  set(attributes, GEN_AI.inputAudioTokens, usage.inputAudioTokens);
  set(attributes, GEN_AI.outputTokens, usage.outputTokens);
  set(attributes, GEN_AI.reasoningTokens, usage.reasoningTokens);
  set(attributes, GEN_AI.outputAudioTokens, usage.outputAudioTokens);
  set(attributes, PROMPTPROF.reportedCost, usage.costNanoUsd);
}

function addError(attributes: Attributes, { error }: CallRecord): void {
  if (error === null) return;
  attributes[OTEL.errorType] = error.errorType;
  attributes[PROMPTPROF.errorClass] = error.errorClass;
}

function addContext(attributes: Attributes, { context }: CallRecord, settings: Settings): void {
  set(attributes, PROMPTPROF.team, context.team ?? settings.team);
  set(attributes, OTEL.user, context.user ?? null);
  set(attributes, GEN_AI.conversation, context.session ?? null);
  const tags = [...settings.tags, ...(context.tags ?? [])];
  if (tags.length > 0) attributes[PROMPTPROF.tags] = tags;
}

function addAnatomy(attributes: Attributes, anatomy: Anatomy): void {
  if (anatomy.prompt !== null) {
    attributes[GEN_AI.promptName] = anatomy.prompt.name;
    attributes[GEN_AI.promptVersion] = anatomy.prompt.version;
    attributes[PROMPTPROF.promptSource] = "named";
  }
  if (anatomy.paths.length === 0) return;
  attributes[PROMPTPROF.segmentPaths] = anatomy.paths;
  attributes[PROMPTPROF.segmentKinds] = anatomy.kinds;
  attributes[PROMPTPROF.segmentHashes] = anatomy.hashes;
  attributes[PROMPTPROF.segmentWeights] = anatomy.weights;
}

function set(attributes: Attributes, name: string, value: string | number | null): void {
  if (value !== null) attributes[name] = value;
}
