import { trace } from "@opentelemetry/api";
import { observeOpenAI } from "@langfuse/openai";
import { LangfuseSpanProcessor } from "@langfuse/otel";
import { BasicTracerProvider } from "@opentelemetry/sdk-trace-base";
import OpenAI from "openai";

export function setup({ baseURL, sinkUrl, fetch }) {
  const processor = new LangfuseSpanProcessor({ publicKey: "none", secretKey: "none", baseUrl: sinkUrl });
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [processor] }));
  const client = observeOpenAI(new OpenAI({ baseURL, apiKey: "none", fetch }));
  return { client, flush: () => processor.forceFlush() };
}
