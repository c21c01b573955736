import type { ClientKind } from "../client-kind.ts";
import type { ModelApi } from "../model-api.ts";
import { providerOf } from "../provider-of.ts";
import { hasMethod, replaceMethod } from "../replace-method.ts";
import { profileCopies } from "../stainless/profile-copies.ts";
import { watchFetch } from "../stainless/watch-fetch.ts";
import { wrapStainlessMethod } from "../stainless/wrap-stainless-method.ts";

/** The methods that make calls. All other helpers of the package (`parse`, `stream`, `runTools`) go through them. */
const APIS: readonly ModelApi[] = [
  { path: ["chat", "completions", "create"], operation: "chat", shape: "openai-chat" },
  { path: ["responses", "create"], operation: "chat", shape: "openai-responses" },
  { path: ["completions", "create"], operation: "text_completion", shape: "openai-chat" },
  { path: ["embeddings", "create"], operation: "embeddings", shape: "openai-embeddings" },
];

/** Clients of the openai package, 6.x and 7.x: also Azure's, and everybody's who speaks OpenAI's API. */
export const openaiClient: ClientKind = {
  name: "openai",
  fits: (client) =>
    hasMethod(client, ["chat", "completions", "create"]) || hasMethod(client, ["responses", "create"]),
  provider: (client) => providerOf(client, "openai"),
  profile: (client, profiler, profileCopy) => {
    const watchesFetch = watchFetch(client);
    for (const api of APIS) {
      const wrapping = { watchesFetch, usageOnRequest: api.shape === "openai-chat" };
      replaceMethod(client, api.path, (method) => wrapStainlessMethod(method, api, profiler, wrapping));
    }
    profileCopies(client, profileCopy);
  },
};
