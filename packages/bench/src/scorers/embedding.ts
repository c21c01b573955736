import * as z from "zod";
import { expectedTexts } from "./expected-text.ts";
import type { Scorer } from "./scorer.ts";

export interface EmbeddingConfig {
  readonly name?: string | undefined;
  /** Base URL of an OpenAI-compatible API, up to and with `/v1`. */
  readonly url: string;
  readonly model: string;
  /** Name of the environment variable that holds the key; none is sent where it is left out. */
  readonly keyFrom?: string | undefined;
}

export const EmbeddingConfig: z.ZodType<EmbeddingConfig> = z.strictObject({
  name: z.string().min(1).optional(),
  url: z.url({ protocol: /^https?$/ }).describe("base URL of an OpenAI-compatible API, up to and with /v1"),
  model: z.string().min(1),
  keyFrom: z.string().min(1).optional().describe("environment variable that holds the key"),
});

const Answer = z.object({
  data: z.array(z.object({ index: z.int(), embedding: z.array(z.number()) })),
});

/**
 * Cosine of the angle between the embeddings of output and expected text, -1 to 1; of several expected texts the best.
 *
 * @throws Error where the environment has no such key
 */
export function embeddingScorer(config: EmbeddingConfig): Scorer {
  const name = config.name ?? "embedding";
  const key = config.keyFrom === undefined ? null : process.env[config.keyFrom];
  if (key === undefined) throw new Error(`the environment variable ${config.keyFrom} is not set`);
  return {
    name,
    binary: false,
    needsExpected: true,
    range: [-1, 1],
    goodFor: "The same meaning in other words, roughly.",
    notFor: "Exact facts, numbers and negation; values of two embedding models are not comparable.",
    score: async ({ output, expected, signal }) => {
      const [own = [], ...others] = await embed([output, ...expectedTexts(expected)], config, key, signal);
      return [{ name, value: Math.max(...others.map((other) => cosine(own, other))), reason: null }];
    },
  };
}

async function embed(
  input: readonly string[],
  { url, model }: EmbeddingConfig,
  key: string | null,
  signal: AbortSignal,
): Promise<readonly (readonly number[])[]> {
  const response = await fetch(`${url.replace(/\/$/, "")}/embeddings`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
    },
    body: JSON.stringify({ model, input, encoding_format: "float" }),
    signal,
  });
  if (!response.ok) throw new Error(`the embeddings were answered ${response.status}`);
  const { data } = Answer.parse(await response.json());
  if (data.length !== input.length)
    throw new Error(`${input.length} texts were sent and ${data.length} embeddings came back`);
  return data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => embedding);
}

/** @throws Error for embeddings of different or no length, where there is no angle */
function cosine(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) throw new Error(`embeddings of ${a.length} and ${b.length} numbers came back`);
  const product = dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  if (!Number.isFinite(product)) throw new Error("an embedding is zero, so it has no direction");
  return Math.min(1, Math.max(-1, product));
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}
