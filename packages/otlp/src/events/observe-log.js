import { isId } from "../wire/otlp-span.js";
import { readChoice } from "./choice-event.js";
import { readDetails } from "./details-event.js";
import { CHOICE_EVENT, DETAILS_EVENT, EXCEPTION_EVENT, MESSAGE_EVENTS } from "./event-names.js";
import { readException } from "./exception-event.js";
/**
 * What a log record tells of a call, without any content. Only a details event that says which operation it is about
 * claims a call; everything else fills gaps of the call whose ids it carries.
 *
 * @param now epoch ms: an event later than a day after it is rejected
 */
export function observeLog(record, now) {
    const { eventName } = record;
    if (eventName === DETAILS_EVENT)
        return readDetails(record, now);
    if (eventName === EXCEPTION_EVENT)
        return aboutSpan(record, readException(record));
    if (eventName === CHOICE_EVENT)
        return aboutSpan(record, readChoice(record));
    return MESSAGE_EVENTS.has(eventName) ? aboutSpan(record, {}) : null;
}
/** Facts of a span that is not named are facts of nothing. */
function aboutSpan(record, told) {
    const { traceId, spanId, scope } = record;
    if (traceId === null || spanId === null || !isId(traceId, 32) || !isId(spanId, 16)) {
        return { kind: "not_call" };
    }
    return { kind: "facts", traceId, spanId, scope: scope.name, told, estimate: null, messages: [] };
}
//# sourceMappingURL=observe-log.js.map