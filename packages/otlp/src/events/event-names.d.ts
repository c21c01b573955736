/** The same attributes as the span of a call, usage included; opt-in. Some send two, for input and for output. */
export declare const DETAILS_EVENT = "gen_ai.client.inference.operation.details";
export declare const EXCEPTION_EVENT = "gen_ai.client.operation.exception";
/** An answer's message, with its finish reason, up to version 1.36 of the conventions. */
export declare const CHOICE_EVENT = "gen_ai.choice";
/** The messages of a request, one event each, up to version 1.36; each call sends its whole history again. */
export declare const MESSAGE_EVENTS: ReadonlySet<string>;
//# sourceMappingURL=event-names.d.ts.map