import type { ReplyShape } from "@promptprof/model";
import { pathnameOf } from "./target.ts";
import type { Upstream } from "./upstream.ts";

/** What the address of a request says about the call: which answer comes, and what is only said there. */
export interface Endpoint {
  /** null = it depends on the model; the reply itself shows it. */
  readonly shape: ReplyShape | null;
  /** OpenTelemetry's `gen_ai.operation.name`. */
  readonly operation: string;
  /** null = it stands in the body. */
  readonly model: string | null;
}

type Found = Omit<Endpoint, "model"> & { readonly model?: string | undefined };
type Rule = readonly [path: RegExp, found: (groups: Readonly<Record<string, string>>) => Found | null];

const always =
  (shape: ReplyShape, operation: string) =>
  ({ model }: Readonly<Record<string, string>>): Found => ({ shape, operation, model });

/**
 * The ends of the paths of model calls, by the providers' API references. Azure puts the deployment before them,
 * gateways put whatever they like.
 */
const RULES: readonly Rule[] = [
  [/\/deployments\/(?<model>[^/]+)\/chat\/completions$/, always("openai-chat", "chat")],
  [/\/deployments\/(?<model>[^/]+)\/completions$/, always("openai-chat", "text_completion")],
  [/\/deployments\/(?<model>[^/]+)\/embeddings$/, always("openai-embeddings", "embeddings")],
  [/\/chat\/completions$/, always("openai-chat", "chat")],
  [/\/(?:fim\/)?completions$/, always("openai-chat", "text_completion")],
  [/\/responses$/, always("openai-responses", "chat")],
  [/\/images\/(?:generations|edits)$/, always("openai-media", "generate_content")],
  [/\/audio\/(?:transcriptions|translations)$/, always("openai-media", "generate_content")],
  [/\/(?:v1\/)?messages$/, always("anthropic-messages", "chat")],
  [/\/models\/(?<model>[^/:]+):(?:streamR|r)awPredict$/, () => null],
  [/\/models\/(?<model>[^/:]+):(?:streamG|g)enerateContent$/, always("gemini", "generate_content")],
  [/\/models\/(?<model>[^/:]+):(?:batchE|e)mbedContents?$/, always("gemini", "embeddings")],
  [/\/models\/(?<model>[^/:]+):predict$/, always("vertex-predictions", "embeddings")],
  [/\/interactions$/, always("gemini-interactions", "generate_content")],
  [/\/model\/(?<model>[^/]+)\/converse(?:-stream)?$/, always("bedrock-converse", "chat")],
  [/\/model\/(?<model>[^/]+)\/invoke(?:-with-response-stream)?$/, invokedModel],
  [/\/api\/chat$/, always("ollama", "chat")],
  [/\/api\/generate$/, always("ollama", "text_completion")],
  [/\/api\/embed$/, always("ollama", "embeddings")],
  [/\/v[12]\/chat$/, always("cohere", "chat")],
  [/\/v[12]\/embed$/, always("cohere", "embeddings")],
  [/\/embeddings$/, always("openai-embeddings", "embeddings")],
];

/** null = no call to a model: the request is passed and counted, and nothing of it is read. */
export function endpointOf(method: string, path: string, upstream: Upstream): Endpoint | null {
  if (method !== "POST") return null;
  const pathname = pathnameOf(path);
  for (const [pattern, found] of RULES) {
    const match = pattern.exec(pathname);
    if (match === null) continue;
    const endpoint = found(match.groups ?? {}) ?? { shape: null, operation: "chat", ...match.groups };
    return completed(endpoint, upstream);
  }
  return upstream.shape === null ? null : { shape: upstream.shape, operation: "chat", model: null };
}

function completed({ shape, operation, model }: Found, upstream: Upstream): Endpoint {
  const isMistral = shape === "openai-chat" && upstream.provider === "mistral_ai";
  return {
    shape:
      upstream.shape !== null && operation !== "embeddings" ? upstream.shape : isMistral ? "mistral" : shape,
    operation,
    model: model === undefined ? null : decoded(model),
  };
}

/** Bedrock passes the provider's own format through. */
function invokedModel({ model = "" }: Readonly<Record<string, string>>): Found {
  return { shape: model.includes("anthropic.") ? "anthropic-messages" : null, operation: "chat", model };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
