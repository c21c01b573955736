import type { App } from "../http/app.ts";

/** The OpenAPI document, made from the very schemas that check questions and write answers. */
export function openApiRoute(app: App): void {
  app.get("/api/v1/openapi.json", { schema: { hide: true } }, () => app.swagger());
}
