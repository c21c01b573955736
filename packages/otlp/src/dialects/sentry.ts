import { textOf } from "../fields/attribute.ts";
import { type CallKind, callKindOf } from "../fields/call-kind.ts";
import type { Fields } from "../fields/fields.ts";
import type { OtlpSpan } from "../wire/otlp-span.ts";
import type { Dialect } from "./dialect.ts";
import { standardReading } from "./standard-reading.ts";

/**
 * Sentry's AI monitoring: the conventions' names with its own for cached and reasoning tokens, and US dollars in
 * `gen_ai.cost.*_tokens`. All of them stand in the table of sources. The operation is often the provider's or the
 * framework's own word for it.
 */
export const sentry: Dialect = {
  name: "sentry",
  matches: ({ scope, attributes }: OtlpSpan) =>
    scope.name.startsWith("sentry") || attributes.has("sentry.op"),
  read: (span: OtlpSpan) => standardReading(span, { name: "sentry", callKind }),
};

function callKind(span: OtlpSpan, fields: Fields): CallKind | null {
  const said = textOf(fields.value("operation")) ?? textOf(span.attributes.get("sentry.op"));
  const operation = OPERATIONS.get((said ?? "").replace(/^gen_ai\./, ""));
  return operation === undefined ? callKindOf(span, fields) : { claim: "stated", operation };
}

const OPERATIONS: ReadonlyMap<string, string> = new Map([
  ["responses", "chat"],
  ["messages", "chat"],
  ["chat", "chat"],
  ["generate_text", "chat"],
  ["stream_text", "chat"],
  ["generate_object", "chat"],
  ["stream_object", "chat"],
  ["generate_content", "generate_content"],
  ["embeddings", "embeddings"],
  ["embed", "embeddings"],
]);
