import type { ClientKind } from "../client-kind.ts";
import type { ModelApi } from "../model-api.ts";
import { wrapPlainMethod } from "../plain/wrap-plain-method.ts";
import { providerAt } from "../provider-of.ts";
import { hasMethod, replaceMethod } from "../replace-method.ts";
import { isRecord, textOf } from "../../is-record.ts";
import { tellingFetch, watchFetch } from "./watch-fetch.ts";

const APIS: readonly ModelApi[] = [
  { path: ["chat"], operation: "chat", shape: "ollama" },
  { path: ["generate"], operation: "text_completion", shape: "ollama" },
  { path: ["embed"], operation: "embeddings", shape: "ollama" },
];

/** Clients of the ollama package, 0.6.x. OpenTelemetry has no name for the provider: it is `ollama`, as others write it. */
export const ollamaClient: ClientKind = {
  name: "ollama",
  fits: (client) => hasMethod(client, ["generate"]) && hasMethod(client, ["processStreamableRequest"]),
  provider: (client) => ({ ...providerAt(hostOf(client), "ollama"), name: "ollama" }),
  profile: (client, profiler) => {
    watchFetch(client);
    for (const api of APIS)
      replaceMethod(client, api.path, (method) => wrapPlainMethod(method, api, profiler, tellingFetch));
  },
};

function hostOf(client: object): string | null {
  return "config" in client && isRecord(client.config) ? textOf(client.config["host"]) : null;
}
