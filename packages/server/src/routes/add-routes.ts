import swagger from "@fastify/swagger";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import type { FastifyInstance } from "fastify";
import type { AdminKeys } from "../clickhouse/admin-keys.ts";
import { clickHouseRoute } from "../clickhouse/clickhouse-route.ts";
import type { App } from "../http/app.ts";
import { budgetBodies } from "../http/body-budget.ts";
import { readBytes } from "../http/otlp-endpoint.ts";
import { servePages } from "../http/pages.ts";
import type { Services } from "../services.ts";
import { backupRoute } from "./backup.ts";
import { callsRoute } from "./calls.ts";
import { compareRoute } from "./compare.ts";
import { exportRoute } from "./export.ts";
import { flushRoute } from "./flush.ts";
import { healthRoutes } from "./health.ts";
import { importRoute } from "./import.ts";
import { ledgerRoute } from "./ledger.ts";
import { logsRoute } from "./logs.ts";
import { metricsRoute } from "./metrics.ts";
import { openApiRoute } from "./openapi.ts";
import { promptsRoute } from "./prompts.ts";
import { repriceRoute } from "./reprice.ts";
import { giveScoresRoute, scoresRoute } from "./scores.ts";
import { segmentsRoute } from "./segments.ts";
import { seriesRoute } from "./series.ts";
import { storeRoute } from "./store.ts";
import { totalsRoute } from "./totals.ts";
import { tracesRoute } from "./traces.ts";
import { unpricedRoute } from "./unpriced.ts";
import { versionsRoute } from "./versions.ts";

export async function addRoutes(
  app: App,
  services: Services,
  adminKeys: AdminKeys,
  webRoot: string | null,
): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "promptprof", version: "1", description: "JSON API of promptprof" },
    },
  });
  await app.register(async (scope) => otlpRoutes(scope, services));
  await app.register(async (scope) =>
    giveScoresRoute(scope.withTypeProvider<TypeBoxTypeProvider>(), services),
  );
  await app.register(async (scope) => importRoute(scope.withTypeProvider<TypeBoxTypeProvider>(), services));
  await app.register(async (scope) => apiRoutes(scope.withTypeProvider<TypeBoxTypeProvider>(), services));
  await app.register(async (scope) => clickHouseRoute(scope, services, adminKeys));
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
  // No question of these has a body; what a client sends with a POST anyway (curl -d "") is no reason to refuse it.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, _body, done) => done(null));
  promptsRoute(app, services);
  totalsRoute(app, services);
  versionsRoute(app, services);
  seriesRoute(app, services);
  callsRoute(app, services);
  segmentsRoute(app, services);
  scoresRoute(app, services);
  compareRoute(app, services);
  ledgerRoute(app, services);
  unpricedRoute(app, services);
  repriceRoute(app, services);
  exportRoute(app, services);
  backupRoute(app, services);
  storeRoute(app, services);
  flushRoute(app, services);
  openApiRoute(app);
}
