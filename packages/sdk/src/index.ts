export type { TemplatePlace, Variables } from "@promptprof/anatomy";
export type { CallContext } from "./call/with-context.ts";
export type {
  CallDescription,
  StatedDescription,
  StatedRequest,
  WireDescription,
} from "./function/call-description.ts";
export type { ProfiledMethod } from "./function/profiled.ts";
export type { StatedItem, StatedReply } from "./stated/stated-reply.ts";
export type { Content, ProfileOptions } from "./profile-options.ts";
export type { Prompt, PromptOptions } from "./prompts/prompt.ts";
export type { PromptFile, PromptMessage, PromptTemplateMessage } from "./prompts/prompt-definition.ts";
export type { RequestOf, RequestShape } from "./prompts/request-shapes.ts";
export type { SegmentOptions } from "./prompts/segment.ts";
export type { RenderOptions } from "./prompts/template-variables.ts";
export { TemplateError } from "@promptprof/anatomy";
export { withContext } from "./call/with-context.ts";
export type { Flushed } from "./flush.ts";
export { flush, shutdown } from "./flush.ts";
export { profileFunction } from "./function/profile-function.ts";
export { profiled } from "./function/profiled.ts";
export { profile } from "./profile.ts";
export type { ScoreSource } from "@promptprof/model/words";
export type { ScoreOptions } from "./scores/score.ts";
export { score } from "./scores/score.ts";
export { callIdOf } from "./scores/scored-call.ts";
export { prompt } from "./prompts/prompt.ts";
export { segment } from "./prompts/segment.ts";
