export type { TemplatePlace, Variables } from "@promptprof/anatomy";
export type { CallContext } from "./call/with-context.ts";
export type { ProfileOptions } from "./profile-options.ts";
export type { Prompt, PromptMessage, PromptTemplateMessage } from "./prompt.ts";
export { TemplateError } from "@promptprof/anatomy";
export { withContext } from "./call/with-context.ts";
export { flush, shutdown } from "./flush.ts";
export { profile } from "./profile.ts";
export { prompt } from "./prompt.ts";
