import type { ClientKind } from "../client-kind.ts";
import type { ModelApi } from "../model-api.ts";
import { providerOf, type Provider } from "../provider-of.ts";
import { hasMethod, replaceMethod } from "../replace-method.ts";
import { profileCopies } from "../stainless/profile-copies.ts";
import { watchFetch } from "../stainless/watch-fetch.ts";
import { wrapStainlessMethod } from "../stainless/wrap-stainless-method.ts";
import { nativeSpansOf } from "./native-spans.ts";
import { watchBatches } from "./watch-batches.ts";

/** The methods that make calls. All helpers of the package (`stream`, `parse`, `toolRunner`, threads) go through them. */
const APIS: readonly ModelApi[] = [
  { path: ["messages", "create"], operation: "chat", shape: "anthropic-messages" },
  { path: ["beta", "messages", "create"], operation: "chat", shape: "anthropic-messages" },
];

/** Clients of @anthropic-ai/sdk, 0.x and 1.x, and of its sister packages for Bedrock, Vertex AI and Foundry. */
export const anthropicClient: ClientKind = {
  name: "@anthropic-ai/sdk",
  fits: (client) => hasMethod(client, ["messages", "create"]) && hasMethod(client, ["messages", "stream"]),
  provider: anthropicProvider,
  profile: (client, profiler, profileCopy) => {
    const wrapping = {
      watchesFetch: watchFetch(client),
      usageOnRequest: false,
      nativeSpans: nativeSpansOf(client),
    };
    for (const api of APIS)
      replaceMethod(client, api.path, (method) => wrapStainlessMethod(method, api, profiler, wrapping));
    watchBatches(client, ["messages", "batches"], profiler);
    watchBatches(client, ["beta", "messages", "batches"], profiler);
    profileCopies(client, profileCopy);
  },
};

/** The sister clients are told by their fields: a base URL may be a gateway's. */
function anthropicProvider(client: object): Provider {
  if ("awsRegion" in client) return providerOf(client, "aws.bedrock");
  if ("projectId" in client && "region" in client) return providerOf(client, "gcp.vertex_ai");
  return providerOf(client, "anthropic");
}
