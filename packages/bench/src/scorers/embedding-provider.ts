import { performance } from "node:perf_hooks";
import * as z from "zod";
import { parsedJson } from "../json/json.ts";
import { failureOf, HttpError } from "../providers/failure.ts";
import type { ModelRequest, Outcome, Provider } from "../providers/provider.ts";
import { retryAfterMs } from "../providers/retry-after.ts";

const Answer = z.object({
  data: z.array(z.object({ index: z.int(), embedding: z.array(z.number()) })),
  usage: z.object({ prompt_tokens: z.int().min(0) }).optional(),
});

/**
 * An API of embeddings as a provider, so that its calls are limited, retried, paid and recorded as all others: each
 * message is a text, and the reply is the JSON of their vectors.
 *
 * @param url base of an OpenAI-compatible API, up to and with `/v1`
 */
export function embeddingProvider(id: string, url: string, key: string | null): Provider {
  return {
    id,
    provider: null,
    call: async (request, signal) => {
      const startedAt = performance.now();
      try {
        const answer = await answered(url, key, request, signal);
        return replyOf(answer, request, performance.now() - startedAt);
      } catch (error) {
        return failureOf(error, signal, performance.now() - startedAt, key);
      }
    },
  };
}

async function answered(
  url: string,
  key: string | null,
  { messages, model }: ModelRequest,
  signal: AbortSignal,
): Promise<z.infer<typeof Answer>> {
  const input = messages.map(({ content }) => content);
  const response = await fetch(`${url.replace(/\/$/, "")}/embeddings`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
    },
    body: JSON.stringify({ model, input, encoding_format: "float" }),
    signal,
  });
  if (response.ok) return Answer.parse(await response.json());
  const text = await response.text();
  throw new HttpError(response.status, parsedJson(text) ?? text, retryAfterMs(response.headers, Date.now()));
}

function replyOf(
  { data, usage }: z.infer<typeof Answer>,
  { messages }: ModelRequest,
  durationMs: number,
): Outcome {
  if (data.length !== messages.length)
    throw new Error(`${messages.length} texts were sent and ${data.length} embeddings came back`);
  const vectors = data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => embedding);
  return {
    kind: "reply",
    text: JSON.stringify(vectors),
    toolCalls: [],
    finishReason: null,
    responseModel: null,
    usage: {
      inputTokens: usage?.prompt_tokens ?? null,
      cacheReadTokens: null,
      cacheWriteTokens: null,
      outputTokens: 0,
      reasoningTokens: null,
    },
    ttftMs: null,
    durationMs,
    attempts: 1,
  };
}
