import { textOf } from "../fields/attribute.js";
import { callKindOf } from "../fields/call-kind.js";
import { standardReading } from "./standard-reading.js";
/**
 * The LiteLLM proxy: `Received Proxy Server Request` > `litellm_request` > `raw_gen_ai_request`. The call is the one
 * in the middle, or the one above it where the middle one is switched off, whosever span that is; the inner one is the
 * bare HTTP exchange. Only LiteLLM names asynchronous functions (`acompletion`) as the type of a request.
 * Keys, users and teams of the proxy come as `metadata.user_api_key_*`.
 */
export const litellm = {
    name: "litellm",
    matches: ({ scope, name, attributes }) => scope.name === "litellm" ||
        NAMES.has(name) ||
        MARKS.some((mark) => attributes.has(mark)) ||
        ASYNCHRONOUS.has(attributes.get("llm.request.type") ?? null),
    read: (span) => standardReading(span, { name: "litellm", callKind }),
};
const NAMES = new Set(["litellm_request", "raw_gen_ai_request", "Received Proxy Server Request"]);
const MARKS = [
    "hidden_params",
    "metadata.user_api_key_hash",
    "metadata.user_api_key_alias",
    "metadata.user_api_key_user_id",
    "metadata.user_api_key_team_id",
    "metadata.user_api_key_team_alias",
    "litellm.call_id",
];
function callKind(span, fields) {
    if (span.name === "raw_gen_ai_request")
        return null;
    const type = textOf(fields.value("requestType")) ?? textOf(fields.value("operation"));
    const operation = FUNCTIONS.get(type ?? "") ?? ASYNCHRONOUS.get(type);
    if (operation !== undefined)
        return { claim: "stated", operation };
    return span.name === "litellm_request" ? { claim: "stated", operation: "chat" } : callKindOf(span, fields);
}
/** LiteLLM writes the name of its function; the asynchronous ones have an `a` before it. */
const FUNCTIONS = new Map([
    ["chat", "chat"],
    ["completion", "chat"],
    ["responses", "chat"],
    ["anthropic_messages", "chat"],
    ["text_completion", "text_completion"],
    ["generate_content", "generate_content"],
    ["embedding", "embeddings"],
    ["embeddings", "embeddings"],
    ["rerank", "rerank"],
]);
const ASYNCHRONOUS = new Map(["completion", "responses", "text_completion", "generate_content", "embedding", "rerank"].map((name) => [
    `a${name}`,
    FUNCTIONS.get(name) ?? name,
]));
//# sourceMappingURL=litellm.js.map