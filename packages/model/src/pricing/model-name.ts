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

/** Google's resource names: `models/M` on the Gemini API, `projects/P/locations/L/publishers/V/models/M` on Vertex AI. */
const GOOGLE_RESOURCE = /^(?:(?:projects\/[^/]+\/locations\/[^/]+\/)?publishers\/[^/]+\/)?models\/([^/]+)$/;

/** A fine-tune costs more than its base: OpenAI's and Mistral's `ft:...`, Azure's `BASE.ft-HEX`, Bedrock's own models. */
const FINE_TUNES = [
  /^ft:/i,
  /[.-]ft-[0-9a-f]{8,}/i,
  /^arn:aws[^:]*:bedrock:.*:(?:custom-model|custom-model-deployment|imported-model|provisioned-model)\//i,
];

/** Whether a name says that the model is somebody's own; it is never priced as its base. */
export function isFineTune(model: string): boolean {
  return FINE_TUNES.some((pattern) => pattern.test(model.slice(model.indexOf("/ft:") + 1)));
}

/** The price library's id of an OpenTelemetry provider. */
export function libraryProvider(provider: string): string {
  return (Object.hasOwn(PROVIDER_IDS, provider) ? PROVIDER_IDS[provider] : undefined) ?? provider;
}

/**
 * Where to look for the price of a model, best first. A provider that is named decides: its model is never
 * priced by another provider's list, because the same weights cost something else (or nothing) elsewhere.
 */
export function priceLookups(provider: string | null, model: string): PriceLookup[] {
  const lookups: PriceLookup[] = [];
  if (provider !== null) lookups.push({ providerId: libraryProvider(provider), modelId: model });
  const routed = routedLookup(model);
  if (routed !== null) lookups.push(routed);
  if (provider === null && routed === null) lookups.push({ providerId: null, modelId: model });
  return lookups;
}

/** The provider and the model that a name spells out, where it does. */
function routedLookup(model: string): PriceLookup | null {
  const resource = GOOGLE_RESOURCE.exec(model)?.[1];
  if (resource !== undefined) return { providerId: "google", modelId: resource };
  if (/^arn:aws[^:]*:bedrock:/i.test(model)) return { providerId: "aws", modelId: model };
  const slash = model.indexOf("/");
  const prefix = slash > 0 ? model.slice(0, slash).toLowerCase() : "";
  const providerId = Object.hasOwn(PREFIXES, prefix) ? PREFIXES[prefix] : undefined;
  return providerId === undefined ? null : { providerId, modelId: model.slice(slash + 1) };
}
