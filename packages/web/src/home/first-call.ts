/** A way to send the first call, ready to paste; `origin` is where this page came from. */
export interface FirstCall {
  readonly title: string;
  readonly explanation: string;
  readonly text: string;
}

export function firstCalls(origin: string): FirstCall[] {
  return [typescript(origin), python(origin), curl(origin)];
}

function typescript(origin: string): FirstCall {
  return {
    title: "TypeScript",
    explanation:
      "The SDK: name, version, segments, tokens, time to first token. No text leaves your process.",
    text: `// PROMPTPROF_ENDPOINT=${origin} node app.mjs
import { profile, prompt } from "@promptprof/sdk";
import OpenAI from "openai";

const client = profile(new OpenAI());
const story = prompt("story", "Tell me of {{hero}}.");

await client.chat.completions.create({
  model: "gpt-4.1-mini",
  ...story.render({ hero: "Lily" }),
});`,
  };
}

function python(origin: string): FirstCall {
  return {
    title: "Python",
    explanation: "Any OpenTelemetry instrumentation; nothing in your code changes.",
    text: `pip install opentelemetry-distro \\
  opentelemetry-exporter-otlp-proto-http \\
  opentelemetry-instrumentation-openai

export OTEL_EXPORTER_OTLP_ENDPOINT=${origin}
export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
export OTEL_METRICS_EXPORTER=none OTEL_LOGS_EXPORTER=none

opentelemetry-instrument python app.py`,
  };
}

function curl(origin: string): FirstCall {
  return {
    title: "curl",
    explanation: "One span in OTLP/JSON. It needs no key and no model.",
    text: `id() { od -An -N"$1" -tx1 /dev/urandom | tr -d ' \\n'; }
now=$(date +%s)
curl -sS ${origin}/v1/traces -H 'content-type: application/json' -d '{
  "resourceSpans": [{ "scopeSpans": [{ "spans": [{
    "traceId": "'"$(id 16)"'", "spanId": "'"$(id 8)"'",
    "name": "chat gpt-4.1-mini", "kind": 3,
    "startTimeUnixNano": "'"$((now - 2))"'000000000",
    "endTimeUnixNano": "'"$now"'000000000",
    "attributes": [
      { "key": "gen_ai.operation.name", "value": { "stringValue": "chat" } },
      { "key": "gen_ai.provider.name", "value": { "stringValue": "openai" } },
      { "key": "gen_ai.request.model", "value": { "stringValue": "gpt-4.1-mini" } },
      { "key": "gen_ai.prompt.name", "value": { "stringValue": "first-call" } },
      { "key": "gen_ai.usage.input_tokens", "value": { "intValue": 1200 } },
      { "key": "gen_ai.usage.output_tokens", "value": { "intValue": 300 } }
    ] }] }] }] }'`,
  };
}
