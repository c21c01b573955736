import { encodeTraceResponse, partialSuccessOf } from "@promptprof/otlp";
import type { FastifyInstance } from "fastify";
import { otlpEndpoint } from "../http/otlp-endpoint.ts";
import type { Services } from "../services.ts";
import { bodyLimits } from "./body-limits.ts";

/** Spans: the calls. Answered when they are durable. */
export function tracesRoute(app: FastifyInstance, { receiver, config }: Services): void {
  otlpEndpoint(app, {
    path: "/v1/traces",
    limits: bodyLimits(config),
    receive: async (body, encoding) => {
      const { rejected } = await receiver.receiveTraces(body, encoding);
      return encodeTraceResponse(encoding, partialSuccessOf(rejected));
    },
  });
}
