import type { OtlpSpan } from "../wire/otlp-span.ts";
import { textOf } from "./attribute.ts";
import type { Fields } from "./fields.ts";

/**
 * Whether a span is a call to a model. `stated` = the instrumentation says so; `inferred` = it only carries a model
 * and token counts, as agent spans of some frameworks do, so it gives way to any call below it; null = no call.
 */
export interface CallKind {
  readonly claim: "stated" | "inferred";
  /** OpenTelemetry's `gen_ai.operation.name`. */
  readonly operation: string;
}

/** The conventions' four, and the words of Semantic Kernel and Sentry for them. */
const CALL_OPERATIONS: ReadonlyMap<string, string> = new Map([
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
export function callKindOf(span: OtlpSpan, fields: Fields): CallKind | null {
  const type = textOf(fields.value("observationType"));
  if (type !== null) return stated(OBSERVATION_TYPES.get(type.toLowerCase()));
  const kind = textOf(fields.value("openInferenceKind"));
  if (kind !== null) return stated(OPEN_INFERENCE_KINDS.get(kind.toUpperCase()));
  if (fields.has("traceloopKind")) return null;
  // Before the operation: OpenLLMetry calls both the span of the AI SDK's call and the one around it a chat.
  const aiOperation = textOf(fields.value("aiOperation"));
  if (aiOperation !== null) return stated(aiOperationOf(aiOperation));
  const operation = textOf(fields.value("operation"));
  if (operation !== null && CALL_OPERATIONS.has(operation)) return stated(CALL_OPERATIONS.get(operation));
  if (operation !== null && OTHER_OPERATIONS.has(operation)) return null;
  const requestType = textOf(fields.value("requestType"));
  if (requestType !== null && REQUEST_TYPES.has(requestType)) return stated(REQUEST_TYPES.get(requestType));
  return byShape(span, fields);
}

function stated(operation: string | undefined): CallKind | null {
  return operation === undefined ? null : { claim: "stated", operation };
}

const OBSERVATION_TYPES: ReadonlyMap<string, string> = new Map([
  ["generation", "chat"],
  ["embedding", "embeddings"],
]);

const OPEN_INFERENCE_KINDS: ReadonlyMap<string, string> = new Map([
  ["LLM", "chat"],
  ["EMBEDDING", "embeddings"],
]);

/** OpenLLMetry's four; LiteLLM writes its own function names into the same attribute. */
const REQUEST_TYPES: ReadonlyMap<string, string> = new Map([
  ["chat", "chat"],
  ["completion", "text_completion"],
  ["embedding", "embeddings"],
  ["rerank", "rerank"],
]);

/** `ai.generateText.doGenerate` is a call, `ai.generateText` around it is not. */
function aiOperationOf(operationId: string): string | undefined {
  if (/\.do(Generate|Stream)$/.test(operationId)) return "chat";
  return operationId.endsWith(".doEmbed") ? "embeddings" : undefined;
}

function byShape(span: OtlpSpan, fields: Fields): CallKind | null {
  if (span.name === "raw_gen_ai_request") return null;
  const hasModel = fields.has("requestModel") || fields.has("responseModel") || fields.has("anyModel");
  const hasUsage = fields.has("inputTokens") || fields.has("outputTokens");
  return hasModel && hasUsage ? { claim: "inferred", operation: "chat" } : null;
}
