import { nextId, openStream, sendEvent, sendJson, wholeText, type Answer } from "./answer.ts";
import type { ServedCall } from "./served-call.ts";

/** Answers POST /v1/responses. */
export async function answerResponses(answer: Answer): Promise<void> {
  await (answer.body["stream"] === true ? streamed(answer) : whole(answer));
}

type Ended = "stop" | "length";

async function whole({ response, reply, served, model }: Answer): Promise<void> {
  const { text, reason } = await wholeText(reply);
  sendJson(response, 200, ended(begun(model), message(nextId("msg_"), text), reason, served));
}

async function streamed({ response, reply, served, model }: Answer): Promise<void> {
  let sequence = 0;
  const send = (type: string, fields: object): void =>
    sendEvent(response, { type, sequence_number: sequence++, ...fields }, type);
  const start = begun(model);
  const item = { ...message(nextId("msg_"), ""), status: "in_progress", content: [] };
  const place = { item_id: item.id, output_index: 0, content_index: 0 };

  openStream(response);
  send("response.created", { response: start });
  send("response.in_progress", { response: start });
  send("response.output_item.added", { output_index: 0, item });
  send("response.content_part.added", { ...place, part: outputText("") });
  let text = "";
  let step = await reply.next();
  for (; !step.done; step = await reply.next()) {
    text += step.value;
    send("response.output_text.delta", { ...place, delta: step.value, logprobs: [] });
  }
  const finished = message(item.id, text);
  send("response.output_text.done", { ...place, text, logprobs: [] });
  send("response.content_part.done", { ...place, part: outputText(text) });
  send("response.output_item.done", { output_index: 0, item: finished });
  const result = ended(start, finished, step.value, served);
  send(step.value === "stop" ? "response.completed" : "response.incomplete", { response: result });
  response.end();
}

function begun(model: string): object {
  return {
    id: nextId("resp_"),
    object: "response",
    created_at: Math.floor(Date.now() / 1000),
    status: "in_progress",
    error: null,
    incomplete_details: null,
    instructions: null,
    metadata: {},
    model,
    output: [],
    parallel_tool_calls: true,
    tool_choice: "auto",
    tools: [],
    usage: null,
  };
}

function ended(
  start: object,
  item: object,
  reason: Ended,
  { promptTokens, completionTokens }: ServedCall,
): object {
  return {
    ...start,
    status: reason === "stop" ? "completed" : "incomplete",
    incomplete_details: reason === "stop" ? null : { reason: "max_output_tokens" },
    output: [item],
    usage: {
      input_tokens: promptTokens,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: completionTokens,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: promptTokens + completionTokens,
    },
  };
}

function message(id: string, text: string): { readonly id: string } & Readonly<Record<string, unknown>> {
  return { id, type: "message", status: "completed", role: "assistant", content: [outputText(text)] };
}

function outputText(text: string): object {
  return { type: "output_text", text, annotations: [], logprobs: [] };
}
