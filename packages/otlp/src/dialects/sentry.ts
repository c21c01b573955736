import type { OtlpSpan } from "../wire/otlp-span.ts";
import type { Dialect } from "./dialect.ts";
import { standardReading } from "./standard-reading.ts";

/**
 * Sentry's AI monitoring: the conventions' names with its own for cached and reasoning tokens, and US dollars in
 * `gen_ai.cost.*_tokens`. All of them stand in the table of sources; the dialect only gives them their name.
 */
export const sentry: Dialect = {
  name: "sentry",
  matches: ({ scope, attributes }: OtlpSpan) =>
    scope.name.startsWith("sentry") || attributes.has("sentry.op"),
  read: (span: OtlpSpan) => standardReading(span, { name: "sentry" }),
};
