import { anthropicSdk } from "./anthropic-sdk.ts";
import type { Dialect } from "./dialect.ts";
import { langfuse } from "./langfuse.ts";
import { langsmith } from "./langsmith.ts";
import { litellm } from "./litellm.ts";
import { logfire } from "./logfire.ts";
import { openinference } from "./openinference.ts";
import { openlit } from "./openlit.ts";
import { openllmetry } from "./openllmetry.ts";
import { otelGenai } from "./otel-genai.ts";
import { promptprof } from "./promptprof.ts";
import { sentry } from "./sentry.ts";
import { vercelAi } from "./vercel-ai.ts";
import { vercelAiGenai } from "./vercel-ai-genai.ts";

/**
 * All dialects, the most specific first: the first one that matches reads the span. Those that know their own scope
 * come before those that go by an attribute, because exporters (LangSmith, Sentry, Logfire) add attributes of their
 * own to the spans of other instrumentations. LiteLLM writes OpenLLMetry's names, so it comes before it.
 */
export const DIALECTS: readonly Dialect[] = [
  promptprof,
  anthropicSdk,
  vercelAiGenai,
  vercelAi,
  openlit,
  langfuse,
  openinference,
  litellm,
  openllmetry,
  langsmith,
  logfire,
  sentry,
  otelGenai,
];
