import * as z from "zod";
import { parsedJson } from "../json/json.ts";
import type { Provider } from "../providers/provider.ts";
import { askedThrough } from "./asked-through.ts";
import { embeddingProvider } from "./embedding-provider.ts";
import { expectedTexts } from "./expected-text.ts";
import type { Scorer } from "./scorer.ts";
import type { ScorerContext } from "./scorer-kind.ts";

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

const Vectors = z.array(z.array(z.number()));

/**
 * Cosine of the angle between the embeddings of output and expected text, -1 to 1; of several expected texts the best.
 *
 * @throws Error where the environment has no such key
 */
export function embeddingScorer(
  config: EmbeddingConfig,
  { needsKeys = true }: Pick<ScorerContext, "needsKeys"> = {},
): Scorer {
  const name = config.name ?? "embedding";
  const key = config.keyFrom === undefined ? null : process.env[config.keyFrom];
  if (key === undefined && needsKeys)
    throw new Error(`the environment variable ${config.keyFrom} is not set`);
  const provider = embeddingProvider(`embedding:${name}`, config.url, key ?? null);
  return {
    name,
    binary: false,
    needsExpected: true,
    range: [-1, 1],
    goodFor: "The same meaning in other words, roughly.",
    notFor: "Exact facts, numbers and negation; values of two embedding models are not comparable.",
    score: async (item) => {
      const texts = [item.output, ...expectedTexts(item.expected)];
      const within = askedThrough(provider, item);
      const [own = [], ...others] = await embed(texts, within, config.model, item.signal);
      return [{ name, value: Math.max(...others.map((other) => cosine(own, other))), reason: null }];
    },
  };
}

async function embed(
  input: readonly string[],
  provider: Provider,
  model: string,
  signal: AbortSignal,
): Promise<readonly (readonly number[])[]> {
  const messages = input.map((content) => ({ role: "user", content }) as const);
  const outcome = await provider.call({ messages, model, parameters: {}, tools: [], segments: [] }, signal);
  if (outcome.kind === "failure")
    throw new Error(`the embeddings failed (${outcome.errorClass}): ${outcome.message}`);
  return Vectors.parse(parsedJson(outcome.text));
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
