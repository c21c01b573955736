// Turns a whole body into the stream that the same provider would have sent, with text and arguments cut at any place:
// written from the providers' streaming references and apart from the readers, so that one can be held against the other.
import { at, isRecord, list, record, text, type JsonRecord } from "./json.ts";
import type { ReplyShape } from "./reply-shape.ts";

/** Cuts a text into at least one piece; the pieces joined are the text. */
export type Cut = (whole: string) => readonly string[];

type Streamed = (body: JsonRecord, cut: Cut) => readonly unknown[];

/** Shapes of which a body holds all that its stream would. */
export const STREAMED: Readonly<Partial<Record<ReplyShape, Streamed>>> = {
  "openai-chat": streamChat,
  mistral: streamChat,
  "openai-responses": streamResponse,
  "anthropic-messages": streamMessage,
  gemini: streamGemini,
  "gemini-interactions": streamInteraction,
  "bedrock-converse": streamConverse,
  cohere: streamCohere,
};

function streamChat(body: JsonRecord, cut: Cut): readonly unknown[] {
  const { usage, choices, ...same } = body;
  const chunk = (choice: object): object => ({ ...same, choices: [choice], usage: null });
  const deltas = list(choices).flatMap((choice) => {
    const index = at(choice, ["index"]);
    const message = record(at(choice, ["message"]));
    const said =
      message === null
        ? [{ index, text: at(choice, ["text"]) }]
        : chatDeltas(message, cut).map((delta) => ({ index, delta }));
    return [...said, { index, delta: {}, finish_reason: at(choice, ["finish_reason"]) }];
  });
  return [...deltas.map(chunk), { ...same, choices: [], usage }];
}

function chatDeltas(message: JsonRecord, cut: Cut): readonly object[] {
  const content = message["content"];
  const parts = typeof content === "string" ? cut(content) : list(content).map((part) => [part]);
  const calls = list(message["tool_calls"]).flatMap((call, index) => [
    { index, id: "c", type: "function", function: { name: at(call, ["function", "name"]), arguments: "" } },
    ...cut(text(at(call, ["function", "arguments"])) ?? "").map((piece) => ({
      index,
      function: { arguments: piece },
    })),
  ]);
  return [
    { role: "assistant", content: "" },
    ...cut(text(message["reasoning_content"]) ?? "").map((piece) => ({ reasoning_content: piece })),
    ...parts.map((piece) => ({ content: piece })),
    ...calls.map((call) => ({ tool_calls: [call] })),
  ];
}

function streamResponse(response: JsonRecord, cut: Cut): readonly unknown[] {
  const started = { ...response, status: "in_progress", output: [], usage: null, incomplete_details: null };
  const items = list(response["output"]).flatMap((item, output_index) => [
    { type: "response.output_item.added", output_index, item },
    ...list(at(item, ["content"])).flatMap((part) =>
      cut(text(at(part, ["text"])) ?? "").map((delta) => ({ type: "response.output_text.delta", delta })),
    ),
    { type: "response.output_item.done", output_index, item },
  ]);
  return [
    { type: "response.created", response: started },
    ...items,
    { type: "response.completed", response },
  ];
}

function streamMessage(message: JsonRecord, cut: Cut): readonly unknown[] {
  const { iterations: _, ...usage } = record(message["usage"]) ?? {};
  const start = { ...message, content: [], stop_reason: null, usage: { ...usage, output_tokens: 1 } };
  const blocks = list(message["content"]).flatMap((block, index) => [
    { type: "content_block_start", index, content_block: emptied(record(block) ?? {}) },
    ...blockDeltas(record(block) ?? {}, cut).map((delta) => ({ type: "content_block_delta", index, delta })),
    { type: "content_block_stop", index },
  ]);
  const delta = { stop_reason: message["stop_reason"], stop_sequence: null };
  return [
    { type: "message_start", message: start },
    { type: "ping" },
    ...blocks,
    { type: "message_delta", delta, usage: message["usage"] },
    { type: "message_stop" },
  ];
}

function emptied(block: JsonRecord): object {
  if (block["type"] === "text") return { type: "text", text: "" };
  if (block["type"] === "thinking") return { type: "thinking", thinking: "" };
  return block["input"] === undefined ? block : { ...block, input: {} };
}

function blockDeltas(block: JsonRecord, cut: Cut): readonly object[] {
  if (block["type"] === "text")
    return cut(text(block["text"]) ?? "").map((piece) => ({ type: "text_delta", text: piece }));
  if (block["type"] === "thinking")
    return cut(text(block["thinking"]) ?? "").map((piece) => ({ type: "thinking_delta", thinking: piece }));
  if (block["input"] === undefined) return [];
  return cut(JSON.stringify(block["input"])).map((piece) => ({
    type: "input_json_delta",
    partial_json: piece,
  }));
}

function streamGemini(body: JsonRecord, cut: Cut): readonly unknown[] {
  const { candidates, usageMetadata, ...same } = body;
  const chunks = list(candidates).flatMap((candidate) => {
    const parts = list(at(candidate, ["content", "parts"])).flatMap((part) => {
      const said = text(at(part, ["text"]));
      return said === null || !isRecord(part) ? [part] : cut(said).map((piece) => ({ ...part, text: piece }));
    });
    const sent = parts.map((part) => ({
      content: { parts: [part], role: "model" },
      index: at(candidate, ["index"]),
    }));
    return [...sent, { ...record(candidate), content: { parts: [{ text: "" }] } }];
  });
  const opening = chunks.map((chunk) => ({ ...same, candidates: [chunk], usageMetadata: {} }));
  return [...opening, { ...same, candidates: [], usageMetadata }];
}

function streamInteraction(body: JsonRecord, cut: Cut): readonly unknown[] {
  const { steps, usage: _, ...same } = body;
  const events = list(steps).flatMap((step, index) => [
    { event_type: "step.start", index, step: { type: at(step, ["type"]) } },
    ...list(at(step, ["content"])).flatMap((part) =>
      cut(text(at(part, ["text"])) ?? "").map((piece) => ({
        event_type: "step.delta",
        index,
        delta: { type: "text", text: piece },
      })),
    ),
    { event_type: "step.stop", index },
  ]);
  return [
    { event_type: "interaction.created", interaction: { ...same, status: "in_progress" } },
    ...events,
    { event_type: "interaction.completed", interaction: { ...body, steps: undefined } },
  ];
}

function streamConverse(body: JsonRecord, cut: Cut): readonly unknown[] {
  const content = list(at(body, ["output", "message", "content"]));
  const blocks = content.flatMap((block, contentBlockIndex) => {
    const tool = at(block, ["toolUse"]);
    const start = { contentBlockStart: { contentBlockIndex, start: { toolUse: tool } } };
    const deltas = converseDeltas(block, cut).map((delta) => ({
      contentBlockDelta: { contentBlockIndex, delta },
    }));
    return [...(tool === undefined ? [] : [start]), ...deltas, { contentBlockStop: { contentBlockIndex } }];
  });
  return [
    { messageStart: { role: "assistant" } },
    ...blocks,
    { messageStop: { stopReason: body["stopReason"] } },
    { metadata: { usage: body["usage"], metrics: body["metrics"] } },
  ];
}

function converseDeltas(block: unknown, cut: Cut): readonly object[] {
  const input = at(block, ["toolUse", "input"]);
  if (input !== undefined) return cut(JSON.stringify(input)).map((piece) => ({ toolUse: { input: piece } }));
  const thought = text(at(block, ["reasoningContent", "reasoningText", "text"]));
  if (thought !== null) return cut(thought).map((piece) => ({ reasoningContent: { text: piece } }));
  return cut(text(at(block, ["text"])) ?? "").map((piece) => ({ text: piece }));
}

function streamCohere(body: JsonRecord, cut: Cut): readonly unknown[] {
  const content = list(at(body, ["message", "content"])).flatMap((part) => {
    const field = at(part, ["type"]) === "thinking" ? "thinking" : "text";
    return cut(text(at(part, [field])) ?? "").map((piece) => ({
      type: "content-delta",
      delta: { message: { content: { [field]: piece } } },
    }));
  });
  const calls = list(at(body, ["message", "tool_calls"])).flatMap((call) => [
    { type: "tool-call-start", delta: { message: { tool_calls: call } } },
    { type: "tool-call-end" },
  ]);
  const delta = { finish_reason: body["finish_reason"], usage: body["usage"] };
  return [{ id: body["id"], type: "message-start" }, ...content, ...calls, { type: "message-end", delta }];
}
