import { encodeLogsResponse, partialSuccessOf } from "@promptprof/otlp";
import type { FastifyInstance } from "fastify";
import { otlpEndpoint } from "../http/otlp-endpoint.ts";
import type { Services } from "../services.ts";
import { bodyLimits } from "./body-limits.ts";

/** Log records: some tell of calls, or are the only ones to do so. Answered when what they tell is durable. */
export function logsRoute(app: FastifyInstance, { receiver, config }: Services): void {
  otlpEndpoint(app, {
    path: "/v1/logs",
    limits: bodyLimits(config),
    receive: async (body, encoding) => {
      const rejected = await receiver.receiveLogs(body, encoding);
      return encodeLogsResponse(encoding, partialSuccessOf(rejected));
    },
  });
}
