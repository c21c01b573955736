import { isRecord, type Fields } from "../../is-record.ts";
import { usageToWire } from "./cohere-to-wire.ts";

/** A request to v1's chat as v2 would have it: the new message stands apart from those before it. */
export function cohereV1Request(request: unknown): unknown {
  if (!isRecord(request)) return request;
  const { model, preamble, chatHistory, message, tools } = request;
  const history: readonly unknown[] = Array.isArray(chatHistory) ? chatHistory : [];
  const messages = [
    ...(preamble === undefined ? [] : [{ role: "system", content: preamble }]),
    ...history.map((turn) => (isRecord(turn) ? { role: turn["role"], content: turn["message"] } : turn)),
    { role: "user", content: message },
  ];
  return { model, messages, tools };
}

/** An answer or event of v1's chat as v2 would have it (types of npm cohere-ai 8.1.0). */
export function cohereV1ToWire(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const { eventType, generationId, finishReason, text } = value;
  switch (eventType) {
    case undefined:
      return answerToWire(value);
    case "stream-start":
      return { type: "message-start", id: generationId };
    case "text-generation":
      return { delta: { message: { content: { text } } } };
    case "tool-calls-chunk":
      return toolChunkToWire(value["toolCallDelta"]);
    case "stream-end":
      return {
        type: "message-end",
        delta: { finish_reason: finishReason, usage: metaOf(value["response"]) },
      };
    default:
      return {};
  }
}

function answerToWire({ generationId, finishReason, toolCalls, meta }: Fields): unknown {
  return {
    id: generationId,
    finish_reason: finishReason,
    message: { tool_calls: toolCalls },
    meta: usageToWire(meta),
  };
}

/** The first chunk of a tool call has its name; a chunk without one has more of its parameters, or of the plan. */
function toolChunkToWire(chunk: unknown): unknown {
  if (!isRecord(chunk)) return {};
  const { name, parameters, text } = chunk;
  if (typeof name === "string") return { type: "tool-call-start" };
  return { delta: { message: { tool_plan: text, tool_calls: { function: { arguments: parameters } } } } };
}

function metaOf(response: unknown): unknown {
  return isRecord(response) ? usageToWire(response["meta"]) : undefined;
}
