import type { CallFacts } from "../fields/call-facts.ts";
import type { OtlpSpan } from "../wire/otlp-span.ts";
import type { Dialect } from "./dialect.ts";
import { standardReading } from "./standard-reading.ts";

/**
 * OpenLIT: the conventions' names with its own price list (0 where it could not be loaded), a time to first token that
 * stops at the headers, `server.address` fixed to api.openai.com, and its own token estimates on streams without
 * usage, which it does not mark. Of Anthropic it hands on the input as the provider counts it, without the cache.
 */
export const openlit: Dialect = {
  name: "openlit",
  matches: ({ scope, resource }: OtlpSpan) =>
    scope.name.startsWith("@openlit/") ||
    scope.name.startsWith("openlit") ||
    resource.get("telemetry.sdk.name") === "openlit",
  read: (span: OtlpSpan) => standardReading(span, { name: "openlit", correct }),
};

function correct(facts: CallFacts, { scope }: OtlpSpan): CallFacts {
  const { notes, usage, usageRules } = facts;
  const mayBeEstimated = facts.stream === true && usage.output !== null;
  const excludesCache = scope.name === "@openlit/instrumentation-anthropic";
  return {
    ...facts,
    usageRules: excludesCache ? { ...usageRules, cacheInInput: "excluded" } : usageRules,
    notes: mayBeEstimated ? [...notes, "tokens_may_be_estimated"] : notes,
  };
}
