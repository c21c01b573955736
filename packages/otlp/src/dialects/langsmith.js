import { objectOf, textOf } from "../fields/attribute.js";
import { callKindOf } from "../fields/call-kind.js";
import { jsonObject } from "../wire/json-object.js";
import { standardReading } from "./standard-reading.js";
/**
 * LangSmith's OpenTelemetry export: the conventions' names, its own span kinds, cache and reasoning counts as JSON
 * (`{"cache_read":64}`), metadata one by one. It sets the status of a span to OK when a run begins, which is final, so
 * a failed run is OK with an exception.
 */
export const langsmith = {
    name: "langsmith",
    matches: ({ scope, attributes }) => scope.name.startsWith("langsmith") || attributes.has("langsmith.span.kind"),
    read: (span) => standardReading(span, { name: "langsmith", callKind, correct }),
};
/** Only the kind `llm` is a call; chains, tools and retrievers carry the usage of the calls inside them. */
function callKind(span, fields) {
    const kind = textOf(span.attributes.get("langsmith.span.kind"));
    if (kind !== null && kind !== "llm" && kind !== "embedding")
        return null;
    if (kind === "embedding")
        return { claim: "stated", operation: "embeddings" };
    return callKindOf(span, fields) ?? (kind === "llm" ? { claim: "stated", operation: "chat" } : null);
}
function correct(facts, span) {
    const { attributes } = span;
    const whole = objectOf(attributes, "langsmith.usage_metadata");
    const input = objectOf(attributes, "gen_ai.usage.input_token_details") ?? jsonObject(whole?.["input_token_details"]);
    const output = objectOf(attributes, "gen_ai.usage.output_token_details") ?? jsonObject(whole?.["output_token_details"]);
    const { usage, tokenReader } = facts;
    return {
        ...facts,
        failure: facts.failure ?? failureOf(span),
        usage: {
            ...usage,
            input: usage.input ?? tokenReader.read(whole?.["input_tokens"]),
            output: usage.output ?? tokenReader.read(whole?.["output_tokens"]),
            total: usage.total ?? tokenReader.read(whole?.["total_tokens"]),
            cacheRead: usage.cacheRead ?? tokenReader.read(input?.["cache_read"]),
            cacheWrite: usage.cacheWrite ?? tokenReader.read(input?.["cache_creation"]),
            inputAudio: usage.inputAudio ?? tokenReader.read(input?.["audio"]),
            reasoning: usage.reasoning ?? tokenReader.read(output?.["reasoning"]),
            outputAudio: usage.outputAudio ?? tokenReader.read(output?.["audio"]),
        },
    };
}
function failureOf({ attributes, events }) {
    const exception = events.findLast(({ name }) => name === "exception")?.attributes;
    if (exception === undefined || attributes.has("gen_ai.completion"))
        return null;
    return {
        type: textOf(exception.get("exception.type")),
        httpStatus: null,
        message: textOf(exception.get("exception.message")),
    };
}
//# sourceMappingURL=langsmith.js.map