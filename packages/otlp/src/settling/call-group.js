import { compareText, waitingCall } from "./held-span.js";
/** All spans of a group that are not its base. */
export function otherSpans({ attempt, nested_instrumentation, parent_with_usage }) {
    return [...attempt, ...nested_instrumentation, ...parent_with_usage];
}
/** The call of a group that has not settled yet. */
export function callOf({ span }) {
    return waitingCall(span).observation.call;
}
/** By start; spans that settled before, whose start is forgotten, go by their id. */
export function compareStart(a, b) {
    const starts = a.members !== null && b.members !== null ? callOf(a).startTime - callOf(b).startTime : 0;
    return starts || compareText(a.span.spanId, b.span.spanId);
}
//# sourceMappingURL=call-group.js.map