/** Whom a client talks to. */
export interface Provider {
  /** OpenTelemetry's `gen_ai.provider.name`. */
  readonly name: string;
  readonly address: string | null;
  readonly port: number | null;
}

/** Providers behind OpenAI's API, by the end of their host's name. */
const BY_HOST: readonly (readonly [host: string, name: string])[] = [
  ["openai.com", "openai"],
  ["openai.azure.com", "azure.ai.openai"],
  ["services.ai.azure.com", "azure.ai.inference"],
  ["deepseek.com", "deepseek"],
  ["groq.com", "groq"],
  ["mistral.ai", "mistral_ai"],
  ["moonshot.ai", "moonshot_ai"],
  ["moonshot.cn", "moonshot_ai"],
  ["perplexity.ai", "perplexity"],
  ["x.ai", "x_ai"],
  ["anthropic.com", "anthropic"],
  ["cohere.com", "cohere"],
  ["generativelanguage.googleapis.com", "gcp.gemini"],
  ["aiplatform.googleapis.com", "gcp.vertex_ai"],
  ["amazonaws.com", "aws.bedrock"],
  ["openrouter.ai", "openrouter"],
];

/** By the client's base URL, else the one whose API it speaks. */
export function providerOf(client: object, otherwise: string): Provider {
  const stated = "baseURL" in client ? client.baseURL : null;
  return providerAt(typeof stated === "string" ? stated : null, otherwise);
}

/** By the URL that is called. */
export function providerAt(stated: string | null, otherwise: string): Provider {
  const url = stated === null ? null : parse(stated);
  if (url === null) return { name: otherwise, address: null, port: null };
  const name =
    BY_HOST.find(([host]) => url.hostname === host || url.hostname.endsWith(`.${host}`))?.[1] ?? otherwise;
  return { name, address: url.hostname, port: portOf(url) };
}

function portOf(url: URL): number {
  if (url.port !== "") return Number(url.port);
  return url.protocol === "http:" ? 80 : 443;
}

function parse(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null;
}
