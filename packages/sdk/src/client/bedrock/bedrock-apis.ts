import { recogniseShape } from "@promptprof/model/replies";
import { isRecord } from "../../is-record.ts";
import type { ModelApi } from "../model-api.ts";
import { invokedToWire } from "./invoked-to-wire.ts";

const SEND = { path: ["send"], operation: "chat", shape: "bedrock-converse" } as const;
const INVOKE = { ...SEND, toWire: invokedToWire, shapeOf: recogniseShape } as const;

const INVOKE_ONCE: ModelApi = { ...INVOKE, streams: false };
const EMBED: ModelApi = { ...INVOKE_ONCE, operation: "embeddings" };

/** The operations that call a model, by their names in the API ("Amazon Bedrock Runtime", API reference). */
const APIS: ReadonlyMap<string, ModelApi> = new Map<string, ModelApi>([
  ["Converse", { ...SEND, streams: false }],
  ["ConverseStream", { ...SEND, streams: true, answerIn: (result) => fieldOf(result, "stream") }],
  ["InvokeModel", INVOKE_ONCE],
  [
    "InvokeModelWithResponseStream",
    { ...INVOKE, streams: true, answerIn: (result) => fieldOf(result, "body") },
  ],
]);

/** Of InvokeModel, only the model's name tells what it is asked for. */
export function apiOf(operation: string, modelId: unknown): ModelApi | undefined {
  const api = APIS.get(operation);
  return api === INVOKE_ONCE && /embed/i.test(String(modelId)) ? EMBED : api;
}

function fieldOf(result: unknown, name: string): unknown {
  return isRecord(result) ? (result[name] ?? result) : result;
}
