import { decodeMetrics, encodeMetricsResponse, partialSuccessOf } from "@promptprof/otlp";
import type { FastifyInstance } from "fastify";
import { otlpEndpoint } from "../http/otlp-endpoint.ts";
import type { Services } from "../services.ts";
import { bodyLimits } from "./body-limits.ts";

/**
 * Metrics: read and answered, so that an exporter of all signals is not turned away. They are not stored: each is a sum
 * over calls that come as spans, and adding both would count a call twice.
 */
export function metricsRoute(app: FastifyInstance, { config }: Services): void {
  otlpEndpoint(app, {
    path: "/v1/metrics",
    limits: bodyLimits(config),
    receive: async (body, encoding) =>
      encodeMetricsResponse(encoding, partialSuccessOf(decodeMetrics(body, encoding).rejected)),
  });
}
