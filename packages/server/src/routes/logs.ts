import { decodeLogs, encodeLogsResponse, partialSuccessOf } from "@promptprof/otlp";
import type { FastifyInstance } from "fastify";
import { otlpEndpoint } from "../http/otlp-endpoint.ts";
import type { Services } from "../services.ts";
import { bodyLimits } from "./body-limits.ts";

/**
 * Log records: read and answered, so that an exporter of all signals is not turned away. No call is made of them yet;
 * what they say of a call beyond its span is content.
 */
export function logsRoute(app: FastifyInstance, { config }: Services): void {
  otlpEndpoint(app, {
    path: "/v1/logs",
    limits: bodyLimits(config),
    receive: async (body, encoding) =>
      encodeLogsResponse(encoding, partialSuccessOf(decodeLogs(body, encoding).rejected)),
  });
}
