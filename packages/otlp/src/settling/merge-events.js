import { mergeEstimates } from "../fields/token-estimate.js";
import { fillFrom } from "./fill-from.js";
import { compareText } from "./held-span.js";
import { withNotes } from "./with-notes.js";
/**
 * A span's call with what its log events know beside it: the span's own numbers stand. Where no span of these ids
 * claims a call, the details event that knows most stands for it.
 *
 * @returns null where there is no call: facts alone make none
 */
export function withEvents(waiting, events) {
    const claims = events.flatMap(claimOf).toSorted(compareClaims);
    const base = waiting ?? callOfEvents(claims);
    if (base === null)
        return null;
    const others = waiting === null ? claims.slice(1) : claims;
    const facts = factsOf(events);
    const told = [...others.map(toldByClaim), toldTogether(facts)];
    // Whether a failure counts depends on whether there was an answer, so failures come last.
    const [answers, failures] = [told.filter(isNoFailure), told.filter((one) => !isNoFailure(one))];
    const call = [...answers, ...failures].reduce(fillFrom, base.observation.call);
    const isFilled = others.length > 0 || call !== base.observation.call;
    return {
        observation: {
            ...base.observation,
            call: isFilled ? withNotes(call, ["details_event_merged"]) : call,
            estimate: estimateOf(base.observation, others, facts),
        },
        batch: base.batch,
        copies: [...base.copies, ...others.map(({ batch }) => ({ batch, rule: "details_event" }))],
    };
}
/** Facts come apart, for example the input and the output of a call; how they were batched must not matter. */
function toldTogether(facts) {
    return facts.reduce((known, { told }) => ({ ...told, ...known }), {});
}
/** Whoever had a whole input or output is believed; else the single messages are added up, each once. */
function estimateOf(base, claims, facts) {
    const others = [...claims.map(({ observation }) => observation), ...facts];
    const whole = [base, ...others]
        .map(({ estimate }) => estimate ?? null)
        .reduce((a, b) => mergeEstimates(a, b));
    const messages = sumOfMessages(facts.flatMap((one) => one.messages));
    if (whole === null || messages === null)
        return whole ?? messages;
    const { inputTokens, outputTokens } = whole;
    return {
        ...whole,
        inputTokens: inputTokens ?? messages.inputTokens,
        outputTokens: outputTokens ?? messages.outputTokens,
    };
}
function sumOfMessages(messages) {
    const distinct = [...new Map(messages.map((message) => [message.id, message])).values()];
    const together = distinct.reduce((a, b) => mergeEstimates(a, b), null);
    if (together === null)
        return null;
    // A message that could not be counted makes the sum unknown, not smaller.
    const isWhole = distinct.every(({ inputTokens, outputTokens }) => (inputTokens ?? outputTokens) !== null);
    const sum = (side) => together[side] === null || !isWhole ? null : distinct.reduce((n, one) => n + (one[side] ?? 0), 0);
    return { ...together, inputTokens: sum("inputTokens"), outputTokens: sum("outputTokens") };
}
function claimOf({ observation, batch }) {
    return observation.kind === "call" ? [{ observation, batch }] : [];
}
/** In an order that does not depend on when they came. */
function factsOf(events) {
    return events
        .flatMap(({ observation }) => (observation.kind === "facts" ? [observation] : []))
        .map((facts) => ({ facts, text: JSON.stringify(facts) }))
        .toSorted((a, b) => compareText(a.text, b.text))
        .map(({ facts }) => facts);
}
/** The one that knows more first, then the earlier one. */
function compareClaims(a, b) {
    const [callA, callB] = [a.observation.call, b.observation.call];
    return (Number(callB.tokenSource === "reported") - Number(callA.tokenSource === "reported") ||
        callA.startTime - callB.startTime ||
        compareText(JSON.stringify(callA), JSON.stringify(callB)) ||
        a.batch - b.batch);
}
/** The call of an event whose span never came; all that is known of its start is that it was not after the event. */
function callOfEvents(claims) {
    const [first] = claims;
    if (first === undefined)
        return null;
    const startTime = claims.reduce((earliest, { observation }) => Math.min(earliest, observation.call.startTime), Number.POSITIVE_INFINITY);
    const call = withNotes({ ...first.observation.call, startTime }, ["event_without_span"]);
    return { observation: { ...first.observation, call }, batch: first.batch, copies: [] };
}
function isNoFailure({ errorClass = null }) {
    return errorClass === null;
}
function toldByClaim({ observation }) {
    return observation.call;
}
//# sourceMappingURL=merge-events.js.map