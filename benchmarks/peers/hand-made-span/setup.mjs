import { SpanKind, trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import OpenAI from "openai";

export function setup({ baseURL, sinkUrl, fetch }) {
  const exporter = new OTLPTraceExporter({ url: `${sinkUrl}/v1/traces` });
  const provider = new BasicTracerProvider({ spanProcessors: [new BatchSpanProcessor(exporter)] });
  trace.setGlobalTracerProvider(provider);
  const tracer = trace.getTracer("hand-made");
  const client = new OpenAI({ baseURL, apiKey: "none", fetch });
  const create = client.chat.completions.create.bind(client.chat.completions);
  client.chat.completions.create = (body) => (body.stream ? streamed : whole)(tracer, create, body);
  return { client, flush: () => provider.forceFlush() };
}

async function whole(tracer, create, body) {
  const span = startSpan(tracer, body);
  const completion = await create(body);
  endSpan(span, completion, completion.choices[0].finish_reason, null);
  return completion;
}

/** Hands the chunks on; the span has what the last ones say. */
async function* streamOf(span, startedAt, stream) {
  let firstMs = null;
  let reason = null;
  let last;
  for await (const chunk of stream) {
    const choice = chunk.choices[0];
    if (firstMs === null && choice?.delta.content) firstMs = performance.now() - startedAt;
    reason = choice?.finish_reason ?? reason;
    last = chunk;
    yield chunk;
  }
  endSpan(span, last, reason, firstMs);
}

async function streamed(tracer, create, body) {
  const startedAt = performance.now();
  const span = startSpan(tracer, body);
  return streamOf(span, startedAt, await create(body));
}

function startSpan(tracer, { model, stream }) {
  return tracer.startSpan(`chat ${model}`, {
    kind: SpanKind.CLIENT,
    attributes: {
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "openai",
      "gen_ai.request.model": model,
      "gen_ai.request.stream": stream === true,
      "server.address": "127.0.0.1",
      "gen_ai.prompt.name": "summarise",
      "gen_ai.prompt.version": "v3",
    },
  });
}

/** With the seven of its start, 15 attributes. */
function endSpan(span, { id, model, usage, service_tier }, reason, firstMs) {
  span.setAttributes({
    "gen_ai.response.id": id,
    "gen_ai.response.model": model,
    "gen_ai.response.finish_reasons": [reason],
    "gen_ai.usage.input_tokens": usage.prompt_tokens,
    "gen_ai.usage.output_tokens": usage.completion_tokens,
    "gen_ai.usage.cache_read.input_tokens": usage.prompt_tokens_details.cached_tokens,
    "openai.response.service_tier": service_tier,
    ...(firstMs === null
      ? { "gen_ai.usage.reasoning.output_tokens": usage.completion_tokens_details.reasoning_tokens }
      : { "gen_ai.response.time_to_first_chunk": firstMs / 1000 }),
  });
  span.end();
}
