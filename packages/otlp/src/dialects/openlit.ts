import type { CallFacts } from "../fields/call-facts.ts";
import type { OtlpSpan } from "../wire/otlp-span.ts";
import type { Dialect } from "./dialect.ts";
import { standardReading } from "./standard-reading.ts";

/**
 * OpenLIT: the conventions' names with its own price list (0 where it could not be loaded), a time to first token that
 * stops at the headers, `server.address` fixed to api.openai.com, and its own token estimates on streams without
 * usage, which it does not mark.
 */
export const openlit: Dialect = {
  name: "openlit",
  matches: ({ scope, resource }: OtlpSpan) =>
    scope.name.startsWith("@openlit/") ||
    scope.name.startsWith("openlit") ||
    resource.get("telemetry.sdk.name") === "openlit",
  read: (span: OtlpSpan) => standardReading(span, { name: "openlit", correct }),
};

function correct(facts: CallFacts): CallFacts {
  const mayBeEstimated = facts.stream === true && facts.usage.output !== null;
  return mayBeEstimated ? { ...facts, notes: [...facts.notes, "tokens_may_be_estimated"] } : facts;
}
