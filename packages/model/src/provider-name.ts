/** Names that are not OpenTelemetry's, and OpenTelemetry's name for the same provider. */
const PROVIDERS: ReadonlyMap<string, string> = new Map([
  ["az.ai.openai", "azure.ai.openai"],
  ["az.ai.inference", "azure.ai.inference"],
  ["azure", "azure.ai.openai"],
  ["azure_openai", "azure.ai.openai"],
  ["azure-openai", "azure.ai.openai"],
  ["azure_ai", "azure.ai.inference"],
  ["vertex_ai", "gcp.vertex_ai"],
  ["vertexai", "gcp.vertex_ai"],
  ["google-vertex", "gcp.vertex_ai"],
  ["google_vertexai", "gcp.vertex_ai"],
  ["google.vertex", "gcp.vertex_ai"],
  ["vertex", "gcp.vertex_ai"],
  ["vertex.anthropic", "gcp.vertex_ai"],
  ["gemini", "gcp.gemini"],
  ["google", "gcp.gemini"],
  ["google_genai", "gcp.gemini"],
  ["google-gla", "gcp.gemini"],
  ["google.generative-ai", "gcp.gemini"],
  ["amazon-bedrock", "aws.bedrock"],
  ["amazon_bedrock", "aws.bedrock"],
  ["bedrock", "aws.bedrock"],
  ["aws", "aws.bedrock"],
  ["aws_bedrock", "aws.bedrock"],
  ["mistral", "mistral_ai"],
  ["mistralai", "mistral_ai"],
  ["xai", "x_ai"],
  ["moonshot", "moonshot_ai"],
  ["moonshotai", "moonshot_ai"],
  ["watsonx", "ibm.watsonx.ai"],
]);

/** Hosts that belong to one provider alone; a suffix matches its subdomains too. */
const HOSTS: readonly (readonly [suffix: string, provider: string])[] = [
  ["openai.azure.com", "azure.ai.openai"],
  ["services.ai.azure.com", "azure.ai.inference"],
  ["api.openai.com", "openai"],
  ["api.anthropic.com", "anthropic"],
  ["generativelanguage.googleapis.com", "gcp.gemini"],
  ["api.mistral.ai", "mistral_ai"],
  ["api.cohere.com", "cohere"],
  ["api.cohere.ai", "cohere"],
  ["api.groq.com", "groq"],
  ["api.deepseek.com", "deepseek"],
  ["api.x.ai", "x_ai"],
  ["api.perplexity.ai", "perplexity"],
  ["api.moonshot.cn", "moonshot_ai"],
  ["api.moonshot.ai", "moonshot_ai"],
  ["openrouter.ai", "openrouter"],
  ["api.together.xyz", "together"],
  ["api.fireworks.ai", "fireworks"],
];

/**
 * OpenTelemetry's provider name for whatever an instrumentation calls it. The AI SDK adds the API after a dot
 * (`openai.responses`, `google.vertex.chat`), which is cut off; unknown names are kept as they are.
 */
export function providerName(name: string): string {
  const word = name.trim().toLowerCase();
  const known = PROVIDERS.get(word);
  if (known !== undefined) return known;
  const provider = word.replace(API_AFTER_DOT, "");
  return PROVIDERS.get(provider) ?? provider;
}

/** What comes after OpenAI and Anthropic is always an API; after other names only where it is a known one. */
const API_AFTER_DOT =
  /(?<=^(openai|anthropic))\..*$|\.(chat|completions?|responses|messages|(text-?)?embeddings?|image|speech|transcription|generative-ai)$/;

/** The provider that a host name or URL belongs to; null for anything that could be a proxy. */
export function providerOfHost(address: string): string | null {
  const host = address
    .replace(/^[a-z]+:\/\//i, "")
    .replace(/[:/].*$/s, "")
    .toLowerCase();
  if (/^bedrock-runtime[\w.-]*\.amazonaws\.com$/.test(host)) return "aws.bedrock";
  if (/^([\w-]+-)?aiplatform\.googleapis\.com$/.test(host)) return "gcp.vertex_ai";
  return HOSTS.find(([suffix]) => host === suffix || host.endsWith(`.${suffix}`))?.[1] ?? null;
}
