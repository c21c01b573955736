import { isRecord } from "../../is-record.ts";
import type { ClientKind } from "../client-kind.ts";
import type { ModelApi } from "../model-api.ts";
import { wrapPlainMethod } from "../plain/wrap-plain-method.ts";
import { providerAt } from "../provider-of.ts";
import { hasMethod, replaceMethod } from "../replace-method.ts";
import { cohereToWire } from "./cohere-to-wire.ts";
import { cohereV1Request, cohereV1ToWire } from "./cohere-v1-to-wire.ts";
import { tellingFetch } from "./watch-options.ts";

/** What the inner methods give is `{ data, rawResponse }`. */
const COHERE = {
  shape: "cohere",
  answerIn: (result: unknown) => (isRecord(result) ? result["data"] : result),
} as const;
const V1_CHAT = {
  ...COHERE,
  operation: "chat",
  requestToWire: cohereV1Request,
  toWire: cohereV1ToWire,
} as const;
const V2 = { ...COHERE, toWire: cohereToWire } as const;
const EMBED = { ...V2, operation: "embeddings", requestToWire: embedRequest, streams: false } as const;

/**
 * The inner methods: the public ones put a promise of the package's own class around what these give, which so stays
 * what it was, and `CohereClientV2` hands out bound copies of the public ones. Reranking has no tokens.
 */
const V1_APIS: readonly ModelApi[] = [
  { path: ["__chat"], ...V1_CHAT, streams: false },
  { path: ["__chatStream"], ...V1_CHAT, streams: true },
  { path: ["__embed"], ...EMBED },
];
const V2_APIS: readonly ModelApi[] = [
  { path: ["__chat"], ...V2, operation: "chat", streams: false },
  { path: ["__chatStream"], ...V2, operation: "chat", streams: true },
  { path: ["__embed"], ...EMBED },
];

/** Clients of the cohere-ai package, 8.x: `CohereClientV2`, `CohereClient` and its `v2`. */
export const cohereClient: ClientKind = {
  name: "cohere-ai",
  fits: (client) => hasMethod(client, ["chatStream"]) && partsOf(client).length > 0,
  provider: (client) => ({ ...providerAt(urlOf(client), "cohere"), name: "cohere" }),
  profile: (client, profiler) => {
    for (const [part, apis] of partsOf(client))
      for (const api of apis)
        replaceMethod(part, api.path, (method) => wrapPlainMethod(method, api, profiler, tellingFetch));
  },
};

/** The objects that make the requests: `CohereClientV2` is made of one for each version of the API. */
function partsOf(client: object): readonly (readonly [part: object, apis: readonly ModelApi[]])[] {
  const v1 = "client" in client ? client.client : client;
  const v2 = "clientV2" in client ? client.clientV2 : "v2" in client ? client.v2 : null;
  const parts: [part: unknown, apis: readonly ModelApi[]][] = [
    [v1, V1_APIS],
    [v2, V2_APIS],
  ];
  return parts.filter((part): part is [object, readonly ModelApi[]] => hasInnerChat(part[0]));
}

function hasInnerChat(part: unknown): boolean {
  return isRecord(part) && hasMethod(part, ["__chat"]);
}

function embedRequest(request: unknown): unknown {
  return isRecord(request) ? { model: request["model"], prompt: request["texts"] } : request;
}

/** A URL may also come from a function, when it is needed; then it is not known. */
function urlOf(client: object): string | null {
  const options = "_options" in client && isRecord(client._options) ? client._options : {};
  const stated = options["baseUrl"] ?? options["environment"] ?? "https://api.cohere.com";
  return typeof stated === "string" ? stated : null;
}
