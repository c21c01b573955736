import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type RawServerDefault,
} from "fastify";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { TSchema } from "typebox";
import type { Config } from "../config/config.ts";
import type { Address } from "./address.ts";
import { answerErrors } from "./answer-error.ts";
import { frontServer } from "./front-server.ts";
import { guardOrigin } from "./security.ts";
import { questionValidator } from "./validate-question.ts";

/** The HTTP side, with the types of questions and answers taken from their schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

export interface AppOptions {
  readonly config: Config;
  readonly address: Address | null;
  readonly log: "json" | "silent";
  readonly proxy: (request: IncomingMessage, response: ServerResponse) => void;
}

/** OTLP clients put their own base path in front; some tools post to `/api/public/otel/v1/traces`. */
const PREFIXED_SIGNAL = /^\/.+(\/v1\/(?:traces|logs|metrics))\/?(?=$|\?)/;

/** The HTTP side without its routes; its log is the server's log. */
export function newApp({ config, address, log, proxy }: AppOptions): App {
  const app = fastify({
    // One line a request would be the busiest part of the server; failures are logged where they are answered.
    logController: new LogController({ disableRequestLogging: true }),
    logger: log === "silent" ? false : { level: "info", stream: process.stderr },
    // A body that trickles in may not hold its place for ever; 64 MiB in two minutes is 4 Mbit/s.
    serverFactory: (others) => frontServer({ proxy, bodyTimeoutMs: 120_000 }, others),
    bodyLimit: config.limits.bodyBytes,
    rewriteUrl: ({ url = "/" }) => PREFIXED_SIGNAL.exec(url)?.[1] ?? url,
    routerOptions: { ignoreTrailingSlash: true },
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.setValidatorCompiler<TSchema>(({ schema }) => questionValidator(schema));
  answerErrors(app);
  guardOrigin(app, address);
  return app;
}
