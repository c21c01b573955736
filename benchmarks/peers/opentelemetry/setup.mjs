import { createRequire } from "node:module";
import { metrics, trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { OpenAIInstrumentation } from "@opentelemetry/instrumentation-openai";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";

export function setup({ baseURL, sinkUrl, fetch }) {
  const exporter = new OTLPTraceExporter({ url: `${sinkUrl}/v1/traces` });
  const provider = new TracerProvider({ spanProcessors: [new BatchSpanProcessor({ exporter })] });
  trace.setGlobalTracerProvider(provider);
  const instrumentation = new OpenAIInstrumentation();
  instrumentation.setTracerProvider(provider);
  // Without a meter, even one that does nothing, it throws in the middle of a stream.
  instrumentation.setMeterProvider(metrics.getMeterProvider());
  // It patches what is required after it, and `import` only with a loader.
  const { OpenAI } = createRequire(import.meta.url)("openai");
  return { client: new OpenAI({ baseURL, apiKey: "none", fetch }), flush: () => provider.forceFlush() };
}
