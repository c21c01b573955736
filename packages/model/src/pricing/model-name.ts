/** One way to look a model up in the price library: `providerId` null = let the library recognise the name. */
export interface PriceLookup {
  readonly providerId: string | null;
  readonly modelId: string;
}

/** OpenTelemetry provider names to the price library's ids, where they differ. */
const PROVIDER_IDS: Readonly<Record<string, string>> = {
  "aws.bedrock": "aws",
  "azure.ai.openai": "azure",
  "azure.ai.inference": "azure",
  "gcp.gemini": "google",
  "gcp.vertex_ai": "google",
  "gcp.gen_ai": "google",
  mistral_ai: "mistral",
  moonshot_ai: "moonshotai",
  x_ai: "x-ai",
};

/** Routing prefixes as gateways and their users write them in front of a model's name. */
const PREFIXES: Readonly<Record<string, string>> = {
  openai: "openai",
  anthropic: "anthropic",
  gemini: "google",
  google: "google",
  vertex_ai: "google",
  deepseek: "deepseek",
  openrouter: "openrouter",
  groq: "groq",
  fireworks_ai: "fireworks",
  xai: "x-ai",
  bedrock: "aws",
  azure: "azure",
  mistral: "mistral",
};

/**
 * Where to look for the price of a model, best first. A provider that is named decides: its model is never
 * priced by another provider's list, because the same weights cost something else (or nothing) elsewhere.
 */
export function priceLookups(provider: string | null, model: string): PriceLookup[] {
  const lookups: PriceLookup[] = [];
  if (provider !== null) lookups.push({ providerId: PROVIDER_IDS[provider] ?? provider, modelId: model });
  const slash = model.indexOf("/");
  const routed = slash > 0 ? PREFIXES[model.slice(0, slash).toLowerCase()] : undefined;
  if (routed !== undefined) lookups.push({ providerId: routed, modelId: model.slice(slash + 1) });
  if (provider === null && routed === undefined) lookups.push({ providerId: null, modelId: model });
  return lookups;
}
