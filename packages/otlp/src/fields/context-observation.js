/**
 * A span that is no call, as something that calls below it may inherit from. One that says nothing is still the link
 * between a call and the spans above.
 */
export function contextObservation(span, inherited) {
    return {
        kind: "context",
        traceId: span.traceId,
        spanId: span.spanId,
        parentSpanId: span.parentSpanId,
        parentIsRemote: span.parentIsRemote,
        inherited,
    };
}
//# sourceMappingURL=context-observation.js.map