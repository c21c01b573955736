import { anthropicSdk } from "./anthropic-sdk.js";
import { langfuse } from "./langfuse.js";
import { langsmith } from "./langsmith.js";
import { litellm } from "./litellm.js";
import { logfire } from "./logfire.js";
import { openinference } from "./openinference.js";
import { openlit } from "./openlit.js";
import { openllmetry } from "./openllmetry.js";
import { otelGenai } from "./otel-genai.js";
import { promptprof } from "./promptprof.js";
import { sentry } from "./sentry.js";
import { vercelAi } from "./vercel-ai.js";
import { vercelAiGenai } from "./vercel-ai-genai.js";
/**
 * All dialects, the most specific first: the first one that matches reads the span. Those that know their own scope
 * come before those that go by an attribute, because exporters (LangSmith, Sentry, Logfire) add attributes of their
 * own to the spans of other instrumentations. LiteLLM writes OpenLLMetry's names, so it comes before it.
 */
export const DIALECTS = [
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
//# sourceMappingURL=index.js.map