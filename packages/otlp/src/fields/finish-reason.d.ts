/** Why the model stopped, in the few classes that call for different actions. */
export type FinishClass = "stop" | "length" | "tool_call" | "content_filter" | "error" | "other";
/** The class of a provider's finish reason; unknown words (`pause_turn`, `LANGUAGE`) are `other`. */
export declare function finishClass(reason: string): FinishClass;
//# sourceMappingURL=finish-reason.d.ts.map