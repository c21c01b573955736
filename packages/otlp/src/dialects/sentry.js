import { textOf } from "../fields/attribute.js";
import { callKindOf } from "../fields/call-kind.js";
import { standardReading } from "./standard-reading.js";
/**
 * Sentry's AI monitoring: the conventions' names with its own for cached and reasoning tokens, and US dollars in
 * `gen_ai.cost.*_tokens`. All of them stand in the table of sources. The operation is often the provider's or the
 * framework's own word for it.
 */
export const sentry = {
    name: "sentry",
    matches: ({ scope, attributes }) => scope.name.startsWith("sentry") || attributes.has("sentry.op"),
    read: (span) => standardReading(span, { name: "sentry", callKind }),
};
function callKind(span, fields) {
    const said = textOf(fields.value("operation")) ?? textOf(span.attributes.get("sentry.op"));
    const operation = OPERATIONS.get((said ?? "").replace(/^gen_ai\./, ""));
    return operation === undefined ? callKindOf(span, fields) : { claim: "stated", operation };
}
const OPERATIONS = new Map([
    ["responses", "chat"],
    ["messages", "chat"],
    ["chat", "chat"],
    ["generate_text", "chat"],
    ["stream_text", "chat"],
    ["generate_object", "chat"],
    ["stream_object", "chat"],
    ["generate_content", "generate_content"],
    ["embeddings", "embeddings"],
    ["embed", "embeddings"],
]);
//# sourceMappingURL=sentry.js.map