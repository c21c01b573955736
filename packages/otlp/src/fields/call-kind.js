import { textOf } from "./attribute.js";
/** The conventions' four, and the words of Semantic Kernel and Sentry for them. */
const CALL_OPERATIONS = new Map([
    ["chat", "chat"],
    ["text_completion", "text_completion"],
    ["generate_content", "generate_content"],
    ["embeddings", "embeddings"],
    ["chat.completions", "chat"],
    ["text.completions", "text_completion"],
    ["responses", "chat"],
    ["messages", "chat"],
]);
/** Operations of the conventions and of the AI SDK that enclose calls or lie beside them. */
const OTHER_OPERATIONS = new Set([
    "retrieval",
    "fetch_response",
    "execute_tool",
    "create_agent",
    "invoke_agent",
    "agent_step",
    "invoke_workflow",
    "plan",
    "search_memory",
    "create_memory",
    "update_memory",
    "upsert_memory",
    "delete_memory",
    "create_memory_store",
    "delete_memory_store",
]);
/** The first thing that an instrumentation says about itself decides. */
export function callKindOf(span, fields) {
    const type = textOf(fields.value("observationType"));
    if (type !== null)
        return stated(OBSERVATION_TYPES.get(type.toLowerCase()));
    const kind = textOf(fields.value("openInferenceKind"));
    if (kind !== null)
        return stated(OPEN_INFERENCE_KINDS.get(kind.toUpperCase()));
    if (fields.has("traceloopKind"))
        return null;
    const operation = textOf(fields.value("operation"));
    if (operation !== null && CALL_OPERATIONS.has(operation))
        return stated(CALL_OPERATIONS.get(operation));
    if (operation !== null && OTHER_OPERATIONS.has(operation))
        return null;
    const aiOperation = textOf(fields.value("aiOperation"));
    if (aiOperation !== null)
        return stated(aiOperationOf(aiOperation));
    const requestType = textOf(fields.value("requestType"));
    if (requestType !== null && REQUEST_TYPES.has(requestType))
        return stated(REQUEST_TYPES.get(requestType));
    return byShape(span, fields);
}
function stated(operation) {
    return operation === undefined ? null : { claim: "stated", operation };
}
const OBSERVATION_TYPES = new Map([
    ["generation", "chat"],
    ["embedding", "embeddings"],
]);
const OPEN_INFERENCE_KINDS = new Map([
    ["LLM", "chat"],
    ["EMBEDDING", "embeddings"],
]);
/** OpenLLMetry's four; LiteLLM writes its own function names into the same attribute. */
const REQUEST_TYPES = new Map([
    ["chat", "chat"],
    ["completion", "text_completion"],
    ["embedding", "embeddings"],
    ["rerank", "rerank"],
]);
/** `ai.generateText.doGenerate` is a call, `ai.generateText` around it is not. */
function aiOperationOf(operationId) {
    if (/\.do(Generate|Stream)$/.test(operationId))
        return "chat";
    return operationId.endsWith(".doEmbed") ? "embeddings" : undefined;
}
function byShape(span, fields) {
    if (span.name === "raw_gen_ai_request")
        return null;
    const hasModel = fields.has("requestModel") || fields.has("responseModel") || fields.has("anyModel");
    const hasUsage = fields.has("inputTokens") || fields.has("outputTokens");
    return hasModel && hasUsage ? { claim: "inferred", operation: "chat" } : null;
}
//# sourceMappingURL=call-kind.js.map