import type { USAGE_SOURCES } from "./usage-sources.ts";

/**
 * Which attributes tell what: for each field the names that instrumentations have used for it, in the order in which
 * they are believed; the first one present wins. One table for all dialects, because real spans mix them: an
 * OpenInference span can carry `gen_ai.*` beside `llm.*`.
 *
 * Sources: OpenTelemetry GenAI conventions from before 1.36 to v0.1.0, OpenInference, OpenLLMetry, AI SDK 5 to 7,
 * Langfuse 5, LangSmith, LiteLLM, OpenLIT, Logfire and Sentry. What hides inside JSON text is read by the dialects;
 * tokens and money have a table of their own beside this one.
 */
export const SOURCES = {
  observationType: ["langfuse.observation.type"],
  openInferenceKind: ["openinference.span.kind"],
  traceloopKind: ["traceloop.span.kind"],
  operation: ["gen_ai.operation.name"],
  aiOperation: ["ai.operationId"],
  requestType: ["llm.request.type"],

  provider: ["gen_ai.provider.name", "gen_ai.system", "llm.provider", "llm.system", "ai.model.provider"],
  /** What LangChain itself says, for exporters that write `langchain` in place of a provider. */
  langchainProvider: ["langsmith.metadata.ls_provider", "traceloop.association.properties.ls_provider"],
  serverAddress: ["server.address", "gen_ai.openai.api_base"],
  requestModel: [
    "gen_ai.request.model",
    "llm.request.model_name",
    "ai.model.id",
    "langsmith.metadata.ls_model_name",
  ],
  responseModel: ["gen_ai.response.model", "llm.response.model_name", "ai.response.model"],
  /** One attribute for both: the answering model where it is known, else the requested one. */
  anyModel: ["llm.model_name", "embedding.model_name", "langfuse.observation.model.name"],
  responseId: ["gen_ai.response.id", "ai.response.id"],
  requestId: ["promptprof.response.request_id", "anthropic.request.id", "aws.request_id"],

  /** What was asked for comes last: the provider may have served the call on another tier. */
  serviceTier: [
    "promptprof.service_tier",
    "openai.response.service_tier",
    "gen_ai.openai.response.service_tier",
    "openai.request.service_tier",
    "gen_ai.openai.request.service_tier",
  ],

  ttftSeconds: ["gen_ai.response.time_to_first_chunk", "gen_ai.client.operation.time_to_first_chunk"],
  ttftMs: ["ai.response.msToFirstChunk", "ai.stream.msToFirstChunk"],
  /** Sentry's, on the spans of others; what those measured themselves is nearer to the stream. */
  ttftSecondsLate: ["gen_ai.response.time_to_first_token"],
  /** OpenLIT measures it when the headers are there, long before the first token. */
  ttftSecondsDoubtful: ["gen_ai.server.time_to_first_token"],
  stream: [
    "gen_ai.request.stream",
    "gen_ai.request.is_stream",
    "llm.is_streaming",
    "gen_ai.is_streaming",
    "gen_ai.response.streaming",
    "langsmith.request.streaming",
  ],
  finishReasons: ["gen_ai.response.finish_reasons"],
  finishReason: [
    "ai.response.finishReason",
    "llm.finish_reason",
    "llm.response.finish_reason",
    "anthropic.message.stop_reason",
    "llm.response.stop_reason",
  ],
  errorType: ["error.type"],
  httpStatus: ["http.response.status_code", "http.status_code"],
  resendCount: ["http.request.resend_count"],

  promptName: [
    "gen_ai.prompt.name",
    "langfuse.observation.prompt.name",
    "traceloop.prompt.key",
    "traceloop.association.properties.promptName",
    "traceloop.association.properties.prompt_name",
    "ai.telemetry.metadata.promptName",
    "ai.telemetry.metadata.prompt_name",
    "ai.settings.context.promptName",
    "ai.settings.context.prompt_name",
    "langsmith.metadata.prompt_name",
  ],
  promptId: ["prompt.id"],
  promptVersion: [
    "gen_ai.prompt.version",
    "langfuse.observation.prompt.version",
    "traceloop.prompt.version_name",
    "traceloop.prompt.version",
    "traceloop.association.properties.promptVersion",
    "traceloop.association.properties.prompt_version",
    "llm.prompt_template.version",
    "ai.telemetry.metadata.promptVersion",
    "ai.telemetry.metadata.prompt_version",
    "ai.settings.context.promptVersion",
    "ai.settings.context.prompt_version",
    "langsmith.metadata.prompt_version",
    "traceloop.prompt.version_hash",
  ],
  user: [
    "user.id",
    "enduser.id",
    "langfuse.user.id",
    "traceloop.association.properties.user_id",
    "traceloop.association.properties.userId",
    "ai.telemetry.metadata.userId",
    "ai.telemetry.metadata.user_id",
    "ai.settings.context.userId",
    "ai.settings.context.user_id",
    "llm.user",
    "gen_ai.request.user",
    "gen_ai.user",
    "langsmith.metadata.user_id",
    "metadata.user_api_key_end_user_id",
    "metadata.user_api_key_user_id",
  ],
  session: [
    "gen_ai.conversation.id",
    "session.id",
    "langfuse.session.id",
    "traceloop.association.properties.session_id",
    "traceloop.association.properties.sessionId",
    "ai.telemetry.metadata.sessionId",
    "ai.telemetry.metadata.session_id",
    "ai.settings.context.sessionId",
    "ai.settings.context.session_id",
    "langsmith.metadata.session_id",
    "langsmith.metadata.thread_id",
    "langsmith.trace.session_id",
    "anthropic.session.id",
  ],
  team: [
    "promptprof.team",
    "team.name",
    "traceloop.association.properties.team",
    "langfuse.trace.metadata.team",
    "langfuse.observation.metadata.team",
    "ai.telemetry.metadata.team",
    "ai.settings.context.team",
    "langsmith.metadata.team",
    "metadata.user_api_key_team_alias",
    "metadata.user_api_key_team_id",
  ],
  tags: [
    "promptprof.tags",
    "langfuse.trace.tags",
    "tag.tags",
    "ai.telemetry.metadata.tags",
    "ai.settings.context.tags",
    "langsmith.span.tags",
  ],
  environment: ["langfuse.environment"],
} as const;

export type Field = keyof typeof SOURCES | keyof typeof USAGE_SOURCES;

/** The same for the resource, which every span of a process shares. Nothing else of it is ever read. */
export const RESOURCE_SOURCES = {
  project: ["promptprof.project"],
  environment: ["deployment.environment.name", "deployment.environment"],
  service: ["service.name", "openinference.project.name"],
  team: ["promptprof.team", "team.name"],
  /** A team only where nothing else names one: in Kubernetes it is often set for every service alike. */
  namespace: ["service.namespace"],
} as const;
