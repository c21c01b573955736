import { numberOf, textOf } from "./attribute.js";
const STATUS_OK = 1;
const STATUS_ERROR = 2;
/** OpenTelemetry's for every span, and the name that the GenAI conventions gave it for calls. */
const EXCEPTION_EVENTS = new Set(["exception", "gen_ai.client.operation.exception"]);
/**
 * What went wrong, or null for a call that did not fail. Some instrumentations leave the status unset and only record
 * the exception; but one that was recorded on a span with an answer was handled inside the call.
 */
export function readFailure(span, fields) {
    const errorType = textOf(fields.value("errorType"));
    const httpStatus = numberOf(fields.value("httpStatus"));
    const exception = span.events.findLast((event) => EXCEPTION_EVENTS.has(event.name))?.attributes;
    const failed = errorType !== null ||
        span.status.code === STATUS_ERROR ||
        (httpStatus !== null && httpStatus >= 400) ||
        (exception !== undefined && span.status.code !== STATUS_OK && !fields.has("outputTokens"));
    if (!failed)
        return null;
    return {
        type: errorType ?? textOf(exception?.get("exception.type")),
        httpStatus,
        message: span.status.message || textOf(exception?.get("exception.message")),
    };
}
//# sourceMappingURL=failure.js.map