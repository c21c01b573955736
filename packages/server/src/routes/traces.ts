import { encodeTraceResponse } from "@promptprof/otlp";
import type { FastifyInstance } from "fastify";
import { otlpEndpoint } from "../http/otlp-endpoint.ts";
import { sumOf } from "../journal/batch-counts.ts";
import type { Services } from "../services.ts";
import { bodyLimits } from "./body-limits.ts";

/** Spans: the calls. Answered when they are durable. */
export function tracesRoute(app: FastifyInstance, { receiver, config }: Services): void {
  otlpEndpoint(app, {
    path: "/v1/traces",
    limits: bodyLimits(config),
    receive: async (body, encoding) => {
      const { rejected } = await receiver.receiveTraces(body, encoding);
      return encodeTraceResponse({ rejected: sumOf(rejected), message: reasons(rejected) }, encoding);
    },
  });
}

/** `2 negative_tokens, 1 invalid_trace_id` */
function reasons(rejected: Readonly<Record<string, number>>): string {
  return Object.entries(rejected)
    .map(([reason, n]) => `${n} ${reason}`)
    .join(", ");
}
