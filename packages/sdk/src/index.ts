export type { TemplatePlace, Variables } from "@promptprof/anatomy";
export type { CallContext } from "./call/with-context.ts";
export type {
  CallDescription,
  StatedDescription,
  StatedRequest,
  WireDescription,
} from "./function/call-description.ts";
export type { ProfiledMethod } from "./function/profiled.ts";
export type { ProfileOptions } from "./profile-options.ts";
export type { Prompt, PromptMessage, PromptTemplateMessage } from "./prompt.ts";
export type { StatedItem, StatedReply } from "./stated/stated-reply.ts";
export { TemplateError } from "@promptprof/anatomy";
export { withContext } from "./call/with-context.ts";
export type { Flushed } from "./flush.ts";
export { flush, shutdown } from "./flush.ts";
export { profileFunction } from "./function/profile-function.ts";
export { profiled } from "./function/profiled.ts";
export { profile } from "./profile.ts";
export { prompt } from "./prompt.ts";
