import { SpanKind, SpanStatusCode, TraceFlags } from "@opentelemetry/api";
import { PROMPTPROF } from "@promptprof/model";
import type { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import type { Resource } from "@opentelemetry/resources";
import type { RandomIdGenerator, ReadableSpan } from "@opentelemetry/sdk-trace-base";
import type { Settings } from "../profile-options.ts";
import { SCOPE } from "../scope.ts";
import { warnOnce } from "../warn-once.ts";
import { dropped, takeDropped } from "./client-drops.ts";
import type { FinishedCall } from "./finished-call.ts";
import { hrTime } from "./hr-time.ts";
import type { SendBatch } from "./span-queue.ts";

/** All tries to send one batch, waits between them included. */
const TIMEOUT_MS = 10_000;

/**
 * Sends finished calls as OTLP spans, protobuf over HTTP, by OpenTelemetry's own exporter. The spans are made here,
 * in one go and only when they leave: a span object that lives through the call would cost the call, and nothing
 * can hang below it, as the host has no OpenTelemetry.
 */
export function createOtlpSender(settings: Settings): SendBatch {
  let loading: Promise<Exporting> | undefined;
  return async (calls) => {
    const drops = takeDropped();
    try {
      loading ??= load(settings);
      const exporting = await loading;
      const spans = calls.map((call, i) => spanOf(call, i === 0 ? drops : 0, exporting));
      const error = await exportSpans(exporting.exporter, spans);
      if (error === null) return true;
      warnOnce("export", `cannot send profiles to ${settings.endpoint}: ${error.message}`);
    } catch (error) {
      loading = undefined;
      warnOnce("export", `cannot send profiles to ${settings.endpoint}: ${String(error)}`);
    }
    // The report of earlier drops is lost with the batch that carried it.
    dropped(drops);
    return false;
  };
}

interface Exporting {
  readonly exporter: OTLPTraceExporter;
  readonly resource: Resource;
  readonly ids: RandomIdGenerator;
}

/** Loaded at the first batch, not when the host starts: it takes some 50 ms. */
async function load(settings: Settings): Promise<Exporting> {
  const [{ OTLPTraceExporter }, resources, { RandomIdGenerator }] = await Promise.all([
    import("@opentelemetry/exporter-trace-otlp-proto"),
    import("@opentelemetry/resources"),
    import("@opentelemetry/sdk-trace-base"),
  ]);
  const fromEnvironment = resources.detectResources({ detectors: [resources.envDetector] });
  // OpenTelemetry's own default is the whole path of the executable, which is nobody's business.
  const unnamed = resources.resourceFromAttributes({ "service.name": "unknown_service:node" });
  const fromOptions = resources.resourceFromAttributes({
    ...(settings.service !== null && { "service.name": settings.service }),
    ...(settings.environment !== null && { "deployment.environment.name": settings.environment }),
  });
  const url = `${settings.endpoint.replace(/\/+$/, "")}/v1/traces`;
  return {
    exporter: new OTLPTraceExporter({ url, timeoutMillis: TIMEOUT_MS }),
    resource: resources.defaultResource().merge(unnamed).merge(fromEnvironment).merge(fromOptions),
    ids: new RandomIdGenerator(),
  };
}

function exportSpans(exporter: OTLPTraceExporter, spans: ReadableSpan[]): Promise<Error | null> {
  return new Promise((resolve) => {
    // A result that failed always carries its error.
    exporter.export(spans, ({ error }) => resolve(error ?? null));
  });
}

function spanOf(call: FinishedCall, drops: number, { resource, ids }: Exporting): ReadableSpan {
  const context = {
    traceId: ids.generateTraceId(),
    spanId: ids.generateSpanId(),
    traceFlags: TraceFlags.SAMPLED,
  };
  return {
    name: call.name,
    kind: SpanKind.CLIENT,
    spanContext: () => context,
    startTime: hrTime(call.startTime),
    endTime: hrTime(call.startTime + call.durationMs),
    duration: hrTime(call.durationMs),
    ended: true,
    status: { code: call.failed ? SpanStatusCode.ERROR : SpanStatusCode.UNSET },
    attributes: drops === 0 ? call.attributes : { ...call.attributes, [PROMPTPROF.clientDrops]: drops },
    links: [],
    events: [],
    resource,
    instrumentationScope: SCOPE,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}
