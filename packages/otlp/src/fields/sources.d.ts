/**
 * Which attributes tell what: for each field the names that instrumentations have used for it, in the order in which
 * they are believed; the first one present wins. One table for all dialects, because real spans mix them: an
 * OpenInference span can carry `gen_ai.*` beside `llm.*`.
 *
 * Sources: OpenTelemetry GenAI conventions from before 1.36 to v0.1.0, OpenInference, OpenLLMetry, AI SDK 5 to 7,
 * Langfuse 5, LangSmith, LiteLLM, OpenLIT, Logfire and Sentry. What hides inside JSON text is read by the dialects.
 */
export declare const SOURCES: {
    readonly observationType: readonly ["langfuse.observation.type"];
    readonly openInferenceKind: readonly ["openinference.span.kind"];
    readonly traceloopKind: readonly ["traceloop.span.kind"];
    readonly operation: readonly ["gen_ai.operation.name"];
    readonly aiOperation: readonly ["ai.operationId"];
    readonly requestType: readonly ["llm.request.type"];
    readonly provider: readonly ["gen_ai.provider.name", "gen_ai.system", "llm.provider", "llm.system", "ai.model.provider"];
    readonly serverAddress: readonly ["server.address", "gen_ai.openai.api_base"];
    readonly requestModel: readonly ["gen_ai.request.model", "llm.request.model_name", "ai.model.id"];
    readonly responseModel: readonly ["gen_ai.response.model", "llm.response.model_name", "ai.response.model"];
    /** One attribute for both: the answering model where it is known, else the requested one. */
    readonly anyModel: readonly ["llm.model_name", "embedding.model_name", "langfuse.observation.model.name"];
    readonly responseId: readonly ["gen_ai.response.id", "ai.response.id"];
    /** What was asked for comes last: the provider may have served the call on another tier. */
    readonly serviceTier: readonly ["promptprof.service_tier", "openai.response.service_tier", "gen_ai.openai.response.service_tier", "openai.request.service_tier", "gen_ai.openai.request.service_tier"];
    readonly inputTokens: readonly ["gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "ai.usage.inputTokens", "ai.usage.promptTokens", "llm.token_count.prompt", "llm.usage.prompt_tokens", "ai.usage.tokens"];
    readonly outputTokens: readonly ["gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens", "ai.usage.outputTokens", "ai.usage.completionTokens", "llm.token_count.completion", "llm.usage.completion_tokens"];
    readonly totalTokens: readonly ["gen_ai.usage.total_tokens", "llm.usage.total_tokens", "ai.usage.totalTokens", "llm.token_count.total"];
    readonly cacheReadTokens: readonly ["gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_read_input_tokens", "gen_ai.usage.input_tokens.cached", "ai.usage.inputTokenDetails.cacheReadTokens", "ai.usage.cachedInputTokens", "llm.token_count.prompt_details.cache_read", "llm.token_count.prompt_details.cache_input", "gen_ai.usage.details.cache_read_tokens", "gen_ai.usage.details.cache_read_input_tokens"];
    readonly cacheWriteTokens: readonly ["gen_ai.usage.cache_write.input_tokens", "gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.cache_creation_input_tokens", "gen_ai.usage.input_tokens.cache_write", "ai.usage.inputTokenDetails.cacheWriteTokens", "llm.token_count.prompt_details.cache_write", "gen_ai.usage.details.cache_write_tokens", "gen_ai.usage.details.cache_creation_input_tokens"];
    readonly cacheWrite1hTokens: readonly ["promptprof.usage.cache_write_1h.input_tokens", "anthropic.usage.cache_creation.ephemeral_1h_input_tokens"];
    readonly inputAudioTokens: readonly ["gen_ai.usage.audio.input_tokens", "llm.token_count.prompt_details.audio", "gen_ai.usage.details.input_audio_tokens"];
    readonly outputAudioTokens: readonly ["gen_ai.usage.audio.output_tokens", "llm.token_count.completion_details.audio", "gen_ai.usage.details.output_audio_tokens"];
    readonly reasoningTokens: readonly ["gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.reasoning_tokens", "gen_ai.usage.output_tokens.reasoning", "ai.usage.outputTokenDetails.reasoningTokens", "ai.usage.reasoningTokens", "llm.token_count.completion_details.reasoning", "gen_ai.usage.details.reasoning_tokens"];
    readonly reportedCostUsd: readonly ["gen_ai.usage.cost", "operation.cost", "llm.cost.total", "gen_ai.cost.total_cost", 
    /** Sentry's name for US dollars. */
    "gen_ai.cost.total_tokens"];
    readonly ttftSeconds: readonly ["gen_ai.response.time_to_first_chunk", "gen_ai.client.operation.time_to_first_chunk"];
    readonly ttftMs: readonly ["ai.response.msToFirstChunk", "ai.stream.msToFirstChunk"];
    /** Sentry's, on the spans of others; what those measured themselves is nearer to the stream. */
    readonly ttftSecondsLate: readonly ["gen_ai.response.time_to_first_token"];
    /** OpenLIT measures it when the headers are there, long before the first token. */
    readonly ttftSecondsDoubtful: readonly ["gen_ai.server.time_to_first_token"];
    readonly stream: readonly ["gen_ai.request.stream", "gen_ai.request.is_stream", "llm.is_streaming", "gen_ai.response.streaming", "langsmith.request.streaming"];
    readonly finishReasons: readonly ["gen_ai.response.finish_reasons"];
    readonly finishReason: readonly ["ai.response.finishReason", "llm.finish_reason", "llm.response.finish_reason", "anthropic.message.stop_reason", "llm.response.stop_reason"];
    readonly errorType: readonly ["error.type"];
    readonly httpStatus: readonly ["http.response.status_code", "http.status_code"];
    readonly resendCount: readonly ["http.request.resend_count"];
    readonly promptName: readonly ["gen_ai.prompt.name", "langfuse.observation.prompt.name", "traceloop.prompt.key", "ai.telemetry.metadata.promptName", "ai.telemetry.metadata.prompt_name", "ai.settings.context.promptName", "ai.settings.context.prompt_name", "langsmith.metadata.prompt_name"];
    readonly promptId: readonly ["prompt.id"];
    readonly promptVersion: readonly ["gen_ai.prompt.version", "langfuse.observation.prompt.version", "traceloop.prompt.version_name", "traceloop.prompt.version", "llm.prompt_template.version", "ai.telemetry.metadata.promptVersion", "ai.telemetry.metadata.prompt_version", "ai.settings.context.promptVersion", "ai.settings.context.prompt_version", "langsmith.metadata.prompt_version", "traceloop.prompt.version_hash"];
    readonly user: readonly ["user.id", "enduser.id", "langfuse.user.id", "traceloop.association.properties.user_id", "ai.telemetry.metadata.userId", "ai.telemetry.metadata.user_id", "ai.settings.context.userId", "ai.settings.context.user_id", "llm.user", "gen_ai.request.user", "langsmith.metadata.user_id", "metadata.user_api_key_end_user_id", "metadata.user_api_key_user_id"];
    readonly session: readonly ["gen_ai.conversation.id", "session.id", "langfuse.session.id", "traceloop.association.properties.session_id", "ai.telemetry.metadata.sessionId", "ai.telemetry.metadata.session_id", "ai.settings.context.sessionId", "ai.settings.context.session_id", "langsmith.metadata.session_id", "langsmith.metadata.thread_id", "langsmith.trace.session_id", "anthropic.session.id"];
    readonly team: readonly ["promptprof.team", "team.name", "traceloop.association.properties.team", "langfuse.trace.metadata.team", "langfuse.observation.metadata.team", "ai.telemetry.metadata.team", "ai.settings.context.team", "langsmith.metadata.team", "metadata.user_api_key_team_alias", "metadata.user_api_key_team_id"];
    readonly tags: readonly ["promptprof.tags", "langfuse.trace.tags", "tag.tags", "ai.telemetry.metadata.tags", "ai.settings.context.tags", "langsmith.span.tags"];
    readonly environment: readonly ["langfuse.environment"];
};
export type Field = keyof typeof SOURCES;
/** The same for the resource, which every span of a process shares. Nothing else of it is ever read. */
export declare const RESOURCE_SOURCES: {
    readonly project: readonly ["promptprof.project"];
    readonly environment: readonly ["deployment.environment.name", "deployment.environment"];
    readonly service: readonly ["service.name", "openinference.project.name"];
    readonly team: readonly ["promptprof.team", "team.name"];
    /** A team only where nothing else names one: in Kubernetes it is often set for every service alike. */
    readonly namespace: readonly ["service.namespace"];
};
//# sourceMappingURL=sources.d.ts.map