import { mergeEstimates } from "../fields/token-estimate.js";
/**
 * One observation a span of all that a request tells of it: older instrumentations send an event for every message of
 * a conversation, and each would be a line of the journal. What tells nothing is left out.
 */
export function gatherFacts(facts) {
    const bySpan = new Map();
    for (const one of facts.filter(tellsSomething)) {
        const key = `${one.traceId}:${one.spanId}`;
        const held = bySpan.get(key);
        bySpan.set(key, held === undefined ? one : together(held, one));
    }
    return [...bySpan.values()];
}
function tellsSomething({ told, estimate, messages }) {
    return Object.keys(told).length > 0 || estimate !== null || messages.length > 0;
}
function together(a, b) {
    return {
        ...a,
        told: { ...b.told, ...a.told },
        estimate: mergeEstimates(a.estimate, b.estimate),
        messages: [...a.messages, ...b.messages],
    };
}
//# sourceMappingURL=gather-facts.js.map