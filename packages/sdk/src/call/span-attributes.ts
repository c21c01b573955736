import type { Attributes } from "@opentelemetry/api";
import { readHeaders, type ReplyFacts } from "@promptprof/model/replies";
import { GEN_AI, OTEL, PROMPTPROF } from "@promptprof/model/words";
import type { SpanAttributes } from "../export/finished-call.ts";
import type { Settings } from "../profile-options.ts";
import type { PromptIdentity } from "../prompts/rendered-messages.ts";
import type { Anatomy } from "./anatomy-of.ts";
import { factsOf, finishReasonOf, type CallRecord } from "./call-record.ts";

/** What a sampler may decide by: known before the request leaves. */
export function startAttributes(call: CallRecord): Attributes {
  const attributes: SpanAttributes = new Map();
  addStart(attributes, call);
  return Object.fromEntries(attributes);
}

/** The same, for a span that is made when the call has ended. */
export function addStart(attributes: SpanAttributes, { api, provider, requestModel }: CallRecord): void {
  attributes.set(GEN_AI.operation, api.operation);
  attributes.set(GEN_AI.provider, provider.name);
  set(attributes, GEN_AI.requestModel, requestModel);
  set(attributes, "server.address", provider.address);
  set(attributes, "server.port", provider.port);
}

/** Everything else, once the call is over. What is not known is left out, never 0. */
export function endAttributes(call: CallRecord, anatomy: Anatomy, settings: Settings): SpanAttributes {
  // A map: an object that grows to 30 keys becomes one inside, and costs the growing.
  const attributes: SpanAttributes = new Map([[PROMPTPROF.project, settings.project]]);
  const facts = factsOf(call);
  addAnswer(attributes, call, facts);
  addUsage(attributes, facts);
  addTimes(attributes, call);
  addHead(attributes, call);
  addError(attributes, call);
  addContext(attributes, call, settings);
  addPrompt(attributes, anatomy.prompt ?? call.context.prompt ?? null);
  addAnatomy(attributes, anatomy);
  return attributes;
}

function addAnswer(attributes: SpanAttributes, call: CallRecord, facts: ReplyFacts): void {
  set(attributes, GEN_AI.responseModel, facts.responseModel);
  set(attributes, GEN_AI.responseId, facts.responseId);
  set(attributes, PROMPTPROF.serviceTier, facts.serviceTier);
  const finishReason = finishReasonOf(call, facts);
  if (finishReason !== null) attributes.set(GEN_AI.finishReasons, [finishReason]);
  // Of an answer that was not read to its end, none is not known.
  if (facts.finishReason !== null || facts.toolCallCount > 0)
    attributes.set(PROMPTPROF.toolCalls, facts.toolCallCount);
  if (call.stream) attributes.set(GEN_AI.stream, true);
}

function addUsage(attributes: SpanAttributes, facts: ReplyFacts): void {
  attributes.set(PROMPTPROF.tokenSource, facts.tokenSource);
  set(attributes, GEN_AI.inputTokens, facts.inputTokens);
  set(attributes, GEN_AI.cacheReadTokens, facts.cacheReadTokens);
  set(attributes, GEN_AI.cacheWriteTokens, facts.cacheWriteTokens);
  set(attributes, PROMPTPROF.cacheWrite1h, facts.cacheWrite1hTokens);
  set(attributes, GEN_AI.inputAudioTokens, facts.inputAudioTokens);
  set(attributes, GEN_AI.outputTokens, facts.outputTokens);
  set(attributes, GEN_AI.reasoningTokens, facts.reasoningTokens);
  set(attributes, GEN_AI.outputAudioTokens, facts.outputAudioTokens);
  set(attributes, PROMPTPROF.reportedCost, facts.reportedCostNanoUsd);
  if (facts.notes.length > 0) attributes.set(PROMPTPROF.notes, [...facts.notes]);
}

function addTimes(attributes: SpanAttributes, call: CallRecord): void {
  const { startedAt, headersAt, firstTokenAt, attempts, retryWaitMs } = call;
  if (headersAt !== null) attributes.set(PROMPTPROF.timeToHeaders, (headersAt - startedAt) / 1000);
  if (call.stream && firstTokenAt !== null)
    attributes.set(GEN_AI.timeToFirstChunk, (firstTokenAt - startedAt) / 1000);
  const gaps = call.gaps.summary();
  if (gaps !== null) {
    attributes.set(PROMPTPROF.gapCount, gaps.count);
    attributes.set(PROMPTPROF.gapP50, gaps.p50Ms / 1000);
    attributes.set(PROMPTPROF.gapP99, gaps.p99Ms / 1000);
    attributes.set(PROMPTPROF.gapMax, gaps.maxMs / 1000);
  }
  if (attempts === null) return;
  attributes.set(PROMPTPROF.attempts, attempts);
  if (attempts < 2) return;
  attributes.set(OTEL.resendCount, attempts - 1);
  attributes.set(PROMPTPROF.retryWait, retryWaitMs / 1000);
}

function addHead(attributes: SpanAttributes, { httpStatus, header }: CallRecord): void {
  set(attributes, OTEL.httpStatus, httpStatus);
  if (header === null) return;
  const { requestId, rateLimit } = readHeaders(header);
  set(attributes, PROMPTPROF.requestId, requestId);
  if (rateLimit === null) return;
  set(attributes, PROMPTPROF.limitRequests, rateLimit.limitRequests);
  set(attributes, PROMPTPROF.remainingRequests, rateLimit.remainingRequests);
  set(attributes, PROMPTPROF.limitTokens, rateLimit.limitTokens);
  set(attributes, PROMPTPROF.remainingTokens, rateLimit.remainingTokens);
}

function addError(attributes: SpanAttributes, { error }: CallRecord): void {
  if (error === null) return;
  attributes.set(OTEL.errorType, error.errorType);
  attributes.set(PROMPTPROF.errorClass, error.errorClass);
}

function addContext(attributes: SpanAttributes, { context }: CallRecord, settings: Settings): void {
  set(attributes, PROMPTPROF.team, context.team ?? settings.team);
  set(attributes, OTEL.user, context.user ?? null);
  set(attributes, GEN_AI.conversation, context.session ?? null);
  set(attributes, PROMPTPROF.experiment, context.experiment ?? null);
  const tags = [...settings.tags, ...(context.tags ?? [])];
  if (tags.length > 0) attributes.set(PROMPTPROF.tags, tags);
}

/** A name alone has no version: the text it stands for is not known. */
function addPrompt(attributes: SpanAttributes, prompt: PromptIdentity | string | null): void {
  if (prompt === null) return;
  attributes.set(PROMPTPROF.promptSource, "named");
  attributes.set(GEN_AI.promptName, typeof prompt === "string" ? prompt : prompt.name);
  if (typeof prompt === "string") return;
  attributes.set(GEN_AI.promptVersion, prompt.version);
  set(attributes, PROMPTPROF.promptLabel, prompt.label);
  set(attributes, PROMPTPROF.promptCommit, prompt.gitCommit);
}

function addAnatomy(attributes: SpanAttributes, anatomy: Anatomy): void {
  if (anatomy.paths.length === 0) return;
  attributes.set(PROMPTPROF.segmentPaths, anatomy.paths);
  attributes.set(PROMPTPROF.segmentKinds, anatomy.kinds);
  attributes.set(PROMPTPROF.segmentHashes, anatomy.hashes);
  attributes.set(PROMPTPROF.segmentWeights, anatomy.weights);
  if (anatomy.texts !== null) attributes.set(PROMPTPROF.segmentTexts, anatomy.texts);
}

function set(attributes: SpanAttributes, name: string, value: string | number | null): void {
  if (value !== null) attributes.set(name, value);
}
