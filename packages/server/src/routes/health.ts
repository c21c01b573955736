import type { App } from "../http/app.ts";
import type { Services } from "../services.ts";

/** `/healthz`: the process answers. `/readyz`: the store answers too, and the journal takes more. */
export function healthRoutes(app: App, { store, receiver, now }: Services): void {
  app.get("/healthz", { schema: { hide: true } }, () => ({ status: "ok" }));
  app.get("/readyz", { schema: { hide: true } }, async () => {
    receiver.assertRoom();
    await store.ledger({ from: now() - 1, to: now() });
    return { status: "ready" };
  });
}
