import { isRecord, textOf } from "../../is-record.ts";
import type { ClientKind } from "../client-kind.ts";
import { wrapPlainMethod } from "../plain/wrap-plain-method.ts";
import { providerAt, type Provider } from "../provider-of.ts";
import { hasMethod, replaceMethod } from "../replace-method.ts";
import { embeddingsToWire } from "./embeddings-to-wire.ts";
import { headOfAnswer } from "./head-of-answer.ts";
import { onFirstRead } from "./on-first-read.ts";
import type { ModelApi } from "../model-api.ts";

/**
 * The methods behind the public ones, one for each request to a model: where the client calls functions by itself or
 * continues an answer, `generateContent` makes several, and gives only the last one's tokens. Chats go through them.
 */
const MODEL_APIS: readonly ModelApi[] = [
  {
    path: ["models", "generateContentInternal"],
    operation: "generate_content",
    shape: "gemini",
    streams: false,
    headOf: headOfAnswer,
  },
  {
    path: ["models", "generateContentStreamInternal"],
    operation: "generate_content",
    shape: "gemini",
    streams: true,
    headOf: headOfAnswer,
  },
  {
    path: ["models", "embedContentInternal"],
    operation: "embeddings",
    shape: "gemini",
    streams: false,
    toWire: embeddingsToWire,
    headOf: headOfAnswer,
  },
];

const INTERACTION: ModelApi = {
  path: ["interactions", "create"],
  operation: "generate_content",
  shape: "gemini-interactions",
  headOf: headOfAnswer,
};

/** Clients of @google/genai, 2.x and 3.x, for the Gemini API and for Vertex AI. */
export const googleClient: ClientKind = {
  name: "@google/genai",
  fits: (client) => MODEL_APIS.every(({ path }) => hasMethod(client, path)),
  provider: googleProvider,
  profile: (client, profiler) => {
    for (const api of MODEL_APIS)
      replaceMethod(client, api.path, (method) => wrapPlainMethod(method, api, profiler));
    // The client makes this part when it is first asked for, and some versions then print a warning.
    onFirstRead(client, "interactions", (interactions) =>
      replaceMethod(interactions, ["create"], (method) => wrapPlainMethod(method, INTERACTION, profiler)),
    );
  },
};

function googleProvider(client: object): Provider {
  const isVertex = "vertexai" in client && client.vertexai === true;
  return providerAt(baseUrlOf(client), isVertex ? "gcp.vertex_ai" : "gcp.gemini");
}

function baseUrlOf(client: object): string | null {
  const api = "apiClient" in client ? client.apiClient : null;
  const options = isRecord(api) && isRecord(api["clientOptions"]) ? api["clientOptions"] : {};
  return isRecord(options["httpOptions"]) ? textOf(options["httpOptions"]["baseUrl"]) : null;
}
