import { flagOf, objectOf, scalarOf, textOf } from "../fields/attribute.js";
import { callKindOf } from "../fields/call-kind.js";
import { readReplyUsage } from "../fields/reply-usage.js";
import { jsonObject } from "../wire/json-object.js";
import { standardReading } from "./standard-reading.js";
/**
 * Pydantic Logfire and Pydantic AI. Pydantic AI follows the conventions, with agent spans that repeat the usage of
 * their calls. Logfire's own wrappers keep the request and the reply as JSON; of a stream they make a second span,
 * named `streaming response from ...`, which is not a second call. A `pending_span` announces one that is still open.
 */
export const logfire = {
    name: "logfire",
    matches: ({ scope, attributes }) => scope.name.startsWith("logfire") || scope.name === "pydantic-ai" || attributes.has("logfire.msg"),
    read: (span) => textOf(span.attributes.get("logfire.span_type")) === "pending_span"
        ? { kind: "not_call" }
        : standardReading(span, { name: "logfire", callKind, correct }),
};
function callKind(span, fields) {
    if (textOf(span.attributes.get("logfire.span_type")) === "log")
        return null;
    const kind = callKindOf(span, fields);
    if (kind !== null || fields.has("operation"))
        return kind;
    const request = objectOf(span.attributes, "request_data");
    if (textOf(scalarOf(request?.["model"])) === null)
        return null;
    return { claim: "stated", operation: operationIn(textOf(span.attributes.get("logfire.msg")) ?? span.name) };
}
/** Its older wrappers name the endpoint only in words: `Embedding Creation with 'text-embedding-3-small'`. */
function operationIn(message) {
    if (message.startsWith("Embedding Creation"))
        return "embeddings";
    return message.startsWith("Completion with") ? "text_completion" : "chat";
}
function correct(facts, { attributes }) {
    const request = objectOf(attributes, "request_data");
    if (request === undefined)
        return facts;
    const reply = objectOf(attributes, "response_data");
    return withReplyUsage({
        ...facts,
        requestModel: facts.requestModel ?? textOf(scalarOf(request["model"])),
        serviceTier: facts.serviceTier ?? tierOf(reply),
        stream: facts.stream ?? flagOf(scalarOf(request["stream"])) ?? false,
    }, reply);
}
/** OpenAI writes the tier beside the usage, Anthropic into it. */
function tierOf(reply) {
    const usage = jsonObject(reply?.["usage"]);
    return textOf(scalarOf(reply?.["service_tier"] ?? usage?.["service_tier"]));
}
/** The usage attributes win; without them the provider's own usage object tells, in the provider's own terms. */
function withReplyUsage(facts, reply) {
    const usage = jsonObject(reply?.["usage"]);
    if (usage === undefined || facts.usage.input !== null || facts.usage.output !== null)
        return facts;
    return { ...facts, ...readReplyUsage(usage, facts) };
}
//# sourceMappingURL=logfire.js.map