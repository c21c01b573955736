import type { ClientKind } from "../client-kind.ts";
import type { ModelApi } from "../model-api.ts";
import { wrapPlainMethod } from "../plain/wrap-plain-method.ts";
import { providerAt } from "../provider-of.ts";
import { hasMethod, replaceMethod } from "../replace-method.ts";
import { mistralToWire } from "./mistral-to-wire.ts";
import { tellingHooks, watchHooks } from "./watch-hooks.ts";

const CHAT = { operation: "chat", shape: "mistral", toWire: mistralToWire } as const;
const FIM = { operation: "text_completion", shape: "mistral", toWire: mistralToWire } as const;

/** The helpers `parse` and `parseStream` send requests by themselves. */
const APIS: readonly ModelApi[] = [
  { path: ["chat", "complete"], ...CHAT, streams: false },
  { path: ["chat", "parse"], ...CHAT, streams: false },
  { path: ["chat", "stream"], ...CHAT, streams: true },
  { path: ["chat", "parseStream"], ...CHAT, streams: true },
  { path: ["agents", "complete"], ...CHAT, streams: false },
  { path: ["agents", "stream"], ...CHAT, streams: true },
  { path: ["fim", "complete"], ...FIM, streams: false },
  { path: ["fim", "stream"], ...FIM, streams: true },
  {
    path: ["embeddings", "create"],
    operation: "embeddings",
    shape: "openai-embeddings",
    toWire: mistralToWire,
  },
];

/** Clients of the @mistralai/mistralai package, 2.x. */
export const mistralClient: ClientKind = {
  name: "@mistralai/mistralai",
  fits: (client) => hasMethod(client, ["chat", "complete"]) && hasMethod(client, ["fim", "complete"]),
  provider: (client) => ({ ...providerAt(urlOf(client), "mistral_ai"), name: "mistral_ai" }),
  profile: (client, profiler) => {
    watchHooks(client);
    for (const api of APIS)
      replaceMethod(client, api.path, (method) => wrapPlainMethod(method, api, profiler, tellingHooks));
  },
};

function urlOf(client: object): string | null {
  return "_baseURL" in client && client._baseURL instanceof URL ? client._baseURL.href : null;
}
