import swagger from "@fastify/swagger";
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
import type { Services } from "../services.ts";
import { callsRoute } from "../routes/calls.ts";
import { flushRoute } from "../routes/flush.ts";
import { healthRoutes } from "../routes/health.ts";
import { ledgerRoute } from "../routes/ledger.ts";
import { logsRoute } from "../routes/logs.ts";
import { metricsRoute } from "../routes/metrics.ts";
import { openApiRoute } from "../routes/openapi.ts";
import { promptsRoute } from "../routes/prompts.ts";
import { seriesRoute } from "../routes/series.ts";
import { totalsRoute } from "../routes/totals.ts";
import { tracesRoute } from "../routes/traces.ts";
import { versionsRoute } from "../routes/versions.ts";
import type { Address } from "./address.ts";
import { answerErrors } from "./answer-error.ts";
import { budgetBodies } from "./body-budget.ts";
import { readBytes } from "./otlp-endpoint.ts";
import { servePages } from "./pages.ts";
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
}

/** OTLP clients put their own base path in front; some tools post to `/api/public/otel/v1/traces`. */
const PREFIXED_SIGNAL = /^\/.+(\/v1\/(?:traces|logs|metrics))\/?(?=$|\?)/;

/** The HTTP side without its routes; its log is the server's log. */
export function newApp({ config, address, log }: AppOptions): App {
  const app = fastify({
    // One line a request would be the busiest part of the server; failures are logged where they are answered.
    logController: new LogController({ disableRequestLogging: true }),
    logger: log === "silent" ? false : { level: "info", stream: process.stderr },
    // A body that trickles in may not hold its place for ever; 64 MiB in two minutes is 4 Mbit/s.
    requestTimeout: 120_000,
    bodyLimit: config.limits.bodyBytes,
    rewriteUrl: ({ url = "/" }) => PREFIXED_SIGNAL.exec(url)?.[1] ?? url,
    routerOptions: { ignoreTrailingSlash: true },
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.setValidatorCompiler<TSchema>(({ schema }) => questionValidator(schema));
  answerErrors(app);
  guardOrigin(app, address);
  return app;
}

export async function addRoutes(app: App, services: Services, webRoot: string | null): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "promptprof", version: "1", description: "JSON API of promptprof" },
    },
  });
  await app.register(async (scope) => otlpRoutes(scope, services));
  await app.register(async (scope) => apiRoutes(scope.withTypeProvider<TypeBoxTypeProvider>(), services));
  healthRoutes(app, services);
  await servePages(app, webRoot);
}

function otlpRoutes(app: FastifyInstance, services: Services): void {
  budgetBodies(app, services.config.limits.bodyBytes);
  readBytes(app);
  tracesRoute(app, services);
  logsRoute(app, services);
  metricsRoute(app, services);
}

function apiRoutes(app: App, services: Services): void {
  // No question has a body; what a client sends with a POST anyway (curl -d "") is no reason to refuse it.
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, _body, done) => done(null));
  promptsRoute(app, services);
  totalsRoute(app, services);
  versionsRoute(app, services);
  seriesRoute(app, services);
  callsRoute(app, services);
  ledgerRoute(app, services);
  flushRoute(app, services);
  openApiRoute(app);
}
