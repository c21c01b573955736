export function holdSpan(observation) {
    const { parentSpanId, parentIsRemote } = observation;
    const spanId = observation.kind === "call" ? observation.call.spanId : observation.spanId;
    const inherited = observation.kind === "call" ? inheritedFromCall(observation) : observation.inherited;
    return { ...ABSENT, spanId, parentSpanId, parentIsRemote, isThere: true, inherited };
}
/** A span of which only events are known. */
export function holdAbsentSpan(spanId) {
    return { ...ABSENT, spanId };
}
const ABSENT = {
    parentSpanId: null,
    parentIsRemote: false,
    isThere: false,
    inherited: { prompt: null, version: null, user: null, session: null, team: null, tags: [] },
    events: [],
    waiting: null,
    settled: null,
    standsIn: null,
};
function inheritedFromCall({ call }) {
    const { prompt, version, user, session, team, tags } = call;
    return { prompt, version, user, session, team, tags };
}
/** Name of the instrumentation without its version: two versions in one process are still one instrumentation. */
export function scopeName(scope) {
    const at = scope.lastIndexOf("@");
    return at > 0 ? scope.slice(0, at) : scope;
}
/**
 * Of two copies of one span the one that knows more, whatever came first: a span that is sent while it is open is sent
 * again when it has ended.
 */
export function withCopy(held, observation, batch) {
    if (held === null)
        return { observation, batch, copies: [] };
    const comparison = compareKnowledge(observation, held.observation) || held.batch - batch;
    return comparison > 0
        ? { observation, batch, copies: [...held.copies, { batch: held.batch, rule: "same_span" }] }
        : { ...held, copies: [...held.copies, { batch, rule: "same_span" }] };
}
function compareKnowledge(a, b) {
    if (a === b)
        return 0;
    return ((a.call.durationMs ?? -1) - (b.call.durationMs ?? -1) ||
        Number(a.call.tokenSource === "reported") - Number(b.call.tokenSource === "reported") ||
        compareText(JSON.stringify(a), JSON.stringify(b)));
}
export function compareText(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}
/** The call of a span that is being settled. */
export function waitingCall({ waiting }) {
    if (waiting === null)
        throw new TypeError("only a span that waits can be settled");
    return waiting;
}
//# sourceMappingURL=held-span.js.map