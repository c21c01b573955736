export type { PromptprofHandler, HandlerOptions } from "./promptprof-handler.ts";
export { promptprofHandler } from "./promptprof-handler.ts";
