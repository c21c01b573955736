import { providerName } from "@promptprof/model";
import { objectOf, scalarOf, textOf } from "../fields/attribute.ts";
import { withAttemptsInMessage } from "../fields/attempts-in-message.ts";
import type { CallFacts } from "../fields/call-facts.ts";
import type { Fields } from "../fields/fields.ts";
import { withProviderMetadata } from "../fields/provider-metadata.ts";
import { jsonObject } from "../wire/json-object.ts";
import type { Attributes } from "../wire/attribute-value.ts";
import type { OtlpSpan } from "../wire/otlp-span.ts";
import type { Dialect } from "./dialect.ts";
import { standardReading } from "./standard-reading.ts";

/**
 * The AI SDK's own spans: `experimental_telemetry` of versions 5 and 6 and the legacy telemetry of 7. The call is the
 * inner `*.doGenerate | *.doStream | *.doEmbed`; 5 and 6 make one of them for each attempt, 7 one for all.
 */
export const vercelAi: Dialect = {
  name: "vercel-ai",
  matches: (span: OtlpSpan) => span.scope.name === "ai" || span.attributes.has("ai.operationId"),
  read: (span: OtlpSpan) => standardReading(span, { name: "vercel-ai", correct }),
};

function correct(facts: CallFacts, span: OtlpSpan, fields: Fields): CallFacts {
  const told = withAttemptsInMessage(facts);
  const perAttempt = told.attempts === null && !isVersion7(span);
  const excludesCache =
    CACHE_BESIDE_INPUT.has(providerName(facts.provider ?? "")) && passesInputOn(facts.usage.input, span);
  const linked = linkedPrompt(span);
  return withProviderMetadata(
    {
      ...told,
      stream: facts.stream ?? (textOf(fields.value("aiOperation")) ?? "").endsWith(".doStream"),
      attempts: told.attempts ?? (perAttempt ? 1 : null),
      perAttempt,
      usageRules: { ...facts.usageRules, cacheInInput: excludesCache ? "excluded" : "included" },
      inherited: {
        ...facts.inherited,
        prompt: facts.inherited.prompt ?? linked.prompt,
        version: facts.inherited.version ?? linked.version,
      },
      promptSource: facts.promptSource ?? (linked.prompt === null ? null : "linked"),
    },
    span,
  );
}

/** Their APIs report input without the cached tokens, and version 5 passes that on. */
const CACHE_BESIDE_INPUT = new Set(["anthropic", "aws.bedrock"]);

/**
 * Whether the input is the provider's own count, as in version 5. The reply tells, where its usage is handed on; else
 * the version that the request was sent with; else version 6 split the counts up (though not those of an object).
 */
function passesInputOn(input: number | null, { attributes }: OtlpSpan): boolean {
  const anthropic = jsonObject(objectOf(attributes, "ai.response.providerMetadata")?.["anthropic"]);
  const own = jsonObject(anthropic?.["usage"])?.["input_tokens"];
  if (typeof own === "number") return own === input;
  const version = majorVersion(attributes);
  return version === null ? !INPUT_DETAILS.some((name) => attributes.has(name)) : version <= 5;
}

/** By the headers of the request, or as OpenLLMetry adds it to the spans. */
function majorVersion(attributes: Attributes): number | null {
  const agent = textOf(attributes.get("ai.request.headers.user-agent")) ?? "";
  const added = textOf(attributes.get("ai.sdk.version")) ?? "";
  const version = /\bai\/(\d+)\./.exec(agent) ?? /^(\d+)\./.exec(added);
  return version === null ? null : Number(version[1]);
}

const INPUT_DETAILS = ["noCacheTokens", "cacheReadTokens", "cacheWriteTokens"].map(
  (name) => `ai.usage.inputTokenDetails.${name}`,
);

/** Version 7 renamed the metadata of a call to its context. */
function isVersion7({ attributes }: OtlpSpan): boolean {
  for (const name of attributes.keys()) {
    if (name.startsWith("ai.settings.context.")) return true;
  }
  return false;
}

/** Langfuse's users put its prompt object into the metadata as JSON. */
function linkedPrompt({ attributes }: OtlpSpan): { prompt: string | null; version: string | null } {
  const prompt =
    objectOf(attributes, "ai.telemetry.metadata.langfusePrompt") ??
    objectOf(attributes, "ai.settings.context.langfusePrompt");
  return {
    prompt: textOf(scalarOf(prompt?.["name"])),
    version: textOf(scalarOf(prompt?.["version"])),
  };
}
