import { spanOf, START } from "../dialects/span.case.ts";
import type { AttributeValue } from "../wire/attribute-value.ts";
import type { OtlpLogRecord } from "../wire/decode-logs.ts";

/** A log event of the span that `spanOf` makes. */
export function logOf(
  eventName: string,
  attributes: Readonly<Record<string, AttributeValue | undefined>>,
  rest: Partial<OtlpLogRecord> = {},
): OtlpLogRecord {
  const span = spanOf(attributes);
  return {
    time: START,
    eventName,
    severity: 9,
    body: null,
    attributes: span.attributes,
    traceId: span.traceId,
    spanId: span.spanId,
    scope: span.scope,
    resource: span.resource,
    ...rest,
  };
}

/** An object as OTLP carries it. */
export function mapOf(object: Readonly<Record<string, AttributeValue>>): ReadonlyMap<string, AttributeValue> {
  return new Map(Object.entries(object));
}
