import { type Call, OTEL } from "@promptprof/model";
import { nanoOfEpochMs } from "../wire/unix-nano.ts";
import { callAttributes, type OwnValue } from "./call-attributes.ts";

/** A call as a span of our own dialect, before it is written as protobuf or JSON. */
export interface OwnSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly name: string;
  readonly startNano: bigint;
  readonly endNano: bigint;
  readonly attributes: readonly [key: string, value: OwnValue][];
  readonly failed: boolean;
}

/** Spans that share a resource. */
export interface OwnResource {
  readonly attributes: readonly [key: string, value: OwnValue][];
  readonly spans: readonly OwnSpan[];
}

/** Times go to the nanosecond, which is finer than a call's start can say. */
export function ownSpan(call: Call): OwnSpan {
  const startNano = nanoOfEpochMs(call.startTime);
  return {
    traceId: call.traceId,
    spanId: call.spanId,
    name: call.requestModel === null ? call.operation : `${call.operation} ${call.requestModel}`,
    startNano,
    endNano: startNano + BigInt(Math.round((call.durationMs ?? 0) * 1e6)),
    attributes: callAttributes(call),
    failed: call.errorClass !== null,
  };
}

/** One resource for each service and environment, in order of appearance. */
export function ownResources(calls: readonly Call[]): OwnResource[] {
  const resources = new Map<string, { attributes: [string, OwnValue][]; spans: OwnSpan[] }>();
  for (const call of calls) {
    const key = JSON.stringify([call.service, call.environment]);
    const resource = resources.get(key) ?? { attributes: resourceAttributes(call), spans: [] };
    resources.set(key, resource);
    resource.spans.push(ownSpan(call));
  }
  return [...resources.values()];
}

function resourceAttributes({ service, environment }: Call): [string, OwnValue][] {
  const attributes: [string, OwnValue][] = [];
  if (service !== null) attributes.push([OTEL.service, service]);
  if (environment !== null) attributes.push([OTEL.environment, environment]);
  return attributes;
}
