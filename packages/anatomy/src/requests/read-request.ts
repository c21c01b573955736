import type { ReplyShape } from "@promptprof/model/replies";
import { isRecord, listOf, textOf, type Fields } from "../json.ts";
import type { RequestFacts, RequestMessage } from "./request-facts.ts";

type Reader = (body: Fields) => Pick<RequestFacts, "messages" | "tools">;

const NOTHING: RequestFacts = { model: null, stream: null, messages: [], tools: undefined };

/**
 * Reads a request body by the wire format that its reply will have. Field names: the providers' API references
 * ("Create chat completion", "Create a model response", "Create a Message", "generateContent", "Converse", Ollama's
 * "Generate a chat message", Cohere's "Chat"). Client libraries that write fields in camelCase are read too.
 * Takes anything and never throws; nothing is copied.
 */
export function readRequest(shape: ReplyShape, body: unknown): RequestFacts {
  if (!isRecord(body)) return NOTHING;
  return {
    model: textOf(body["model"]) ?? textOf(body["modelId"]),
    stream: typeof body["stream"] === "boolean" ? body["stream"] : null,
    ...READERS[shape](body),
  };
}

const READERS: Readonly<Record<ReplyShape, Reader>> = {
  "openai-chat": chat,
  "openai-responses": (body) => ({
    messages: [...systemTexts("system", body["instructions"]), ...input(body["input"])],
    tools: body["tools"],
  }),
  "openai-embeddings": (body) => ({ messages: input(body["input"] ?? body["inputs"]), tools: undefined }),
  "openai-media": (body) => ({ messages: input(body["prompt"] ?? body["input"]), tools: undefined }),
  "anthropic-messages": (body) => ({
    messages: [...systemTexts("system", body["system"]), ...messagesIn(body["messages"])],
    tools: body["tools"],
  }),
  gemini: geminiRequest,
  "gemini-interactions": (body) => ({
    messages: [
      ...systemTexts("system", body["system_instruction"] ?? body["systemInstruction"]),
      ...input(body["input"]),
    ],
    tools: body["tools"],
  }),
  "vertex-predictions": (body) => ({ messages: input(body["instances"]), tools: undefined }),
  "bedrock-converse": (body) => ({
    messages: [...systemTexts("system", body["system"]), ...messagesIn(body["messages"])],
    tools: isRecord(body["toolConfig"]) ? body["toolConfig"]["tools"] : undefined,
  }),
  ollama: (body) => ({
    messages: Array.isArray(body["messages"])
      ? messagesIn(body["messages"])
      : [...systemTexts("system", body["system"]), ...input(body["prompt"] ?? body["input"])],
    tools: body["tools"],
  }),
  mistral: chat,
  cohere: chat,
};

/** Legacy completions have a prompt in place of messages. */
function chat(body: Fields): Pick<RequestFacts, "messages" | "tools"> {
  const messages = Array.isArray(body["messages"]) ? messagesIn(body["messages"]) : input(body["prompt"]);
  return { messages, tools: body["tools"] ?? body["functions"] };
}

/** The client library puts everything but the contents into `config`. */
function geminiRequest(body: Fields): Pick<RequestFacts, "messages" | "tools"> {
  const config = isRecord(body["config"]) ? body["config"] : body;
  const system = config["systemInstruction"] ?? config["system_instruction"];
  return {
    messages: [...systemTexts("system", partsOf(system)), ...contentsIn(body["contents"] ?? body["content"])],
    tools: config["tools"],
  };
}

function partsOf(content: unknown): unknown {
  return isRecord(content) && Array.isArray(content["parts"]) ? content["parts"] : content;
}

/** `contents` is a list of contents, one content, a list of parts or a text; what has no role is the user's. */
function contentsIn(contents: unknown): readonly RequestMessage[] {
  const list = Array.isArray(contents) ? listOf(contents) : contents === undefined ? [] : [contents];
  return list.map((source) => ({ role: roleOf(source) || "user", source }));
}

/** A system prompt is a text, or a list of blocks of which each may have come from somewhere else. */
function systemTexts(role: string, system: unknown): readonly RequestMessage[] {
  if (system === undefined || system === null) return [];
  return (Array.isArray(system) ? listOf(system) : [system]).map((source) => ({ role, source }));
}

function input(value: unknown): readonly RequestMessage[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? messagesIn(value) : [{ role: "user", source: value }];
}

function messagesIn(messages: unknown): readonly RequestMessage[] {
  return listOf(messages).map((source) => ({ role: roleOf(source), source }));
}

function roleOf(message: unknown): string {
  if (typeof message === "string") return "user";
  return isRecord(message) ? (textOf(message["role"]) ?? "") : "";
}
