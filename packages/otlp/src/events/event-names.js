/** The same attributes as the span of a call, usage included; opt-in. Some send two, for input and for output. */
export const DETAILS_EVENT = "gen_ai.client.inference.operation.details";
export const EXCEPTION_EVENT = "gen_ai.client.operation.exception";
/** An answer's message, with its finish reason, up to version 1.36 of the conventions. */
export const CHOICE_EVENT = "gen_ai.choice";
/** The messages of a request, one event each, up to version 1.36; each call sends its whole history again. */
export const MESSAGE_EVENTS = new Set([
    "gen_ai.system.message",
    "gen_ai.user.message",
    "gen_ai.assistant.message",
    "gen_ai.tool.message",
]);
//# sourceMappingURL=event-names.js.map