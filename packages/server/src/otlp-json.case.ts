/** OTLP/JSON bodies for tests: what a span of the GenAI conventions looks like on the wire, and ways to spoil it. */
export interface JsonSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly [field: string]: unknown;
}

const NANOS_PER_MS = 1_000_000n;

/** A span that claims to be a chat call: 120 tokens in, 45 out, 420.5 ms. */
export function chatSpan(n: number, startTime: number, rest: Record<string, unknown> = {}): JsonSpan {
  const start = BigInt(Math.round(startTime)) * NANOS_PER_MS;
  return {
    traceId: (n + 1).toString(16).padStart(32, "0"),
    spanId: (n + 1).toString(16).padStart(16, "0"),
    name: "chat gpt-4o-mini",
    kind: 3,
    startTimeUnixNano: String(start),
    endTimeUnixNano: String(start + 420_500_000n),
    attributes: attributesOf({
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "openai",
      "gen_ai.request.model": "gpt-4o-mini",
      "gen_ai.response.model": "gpt-4o-mini-2024-07-18",
      "gen_ai.usage.input_tokens": 120,
      "gen_ai.usage.output_tokens": 45,
      "gen_ai.prompt.name": "greet",
      "gen_ai.prompt.version": "v1",
      "user.id": "ada@example.com",
    }),
    ...rest,
  };
}

export function bodyOf(
  spans: readonly JsonSpan[],
  resource: Record<string, unknown> = { "service.name": "shop" },
): string {
  return JSON.stringify({
    resourceSpans: [
      { resource: { attributes: attributesOf(resource) }, scopeSpans: [{ scope: { name: "test" }, spans }] },
    ],
  });
}

export function attributesOf(values: Record<string, unknown>): { key: string; value: unknown }[] {
  return Object.entries(values).map(([key, value]) => ({ key, value: anyValue(value) }));
}

function anyValue(value: unknown): unknown {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "number")
    return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  return value;
}
