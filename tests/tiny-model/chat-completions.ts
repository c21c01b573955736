import { nextId, openStream, sendEvent, sendJson, wholeText, type Answer } from "./answer.ts";
import { isBody } from "./ask.ts";
import type { ServedCall } from "./served-call.ts";

/** Answers POST /v1/chat/completions. */
export async function answerChat(answer: Answer): Promise<void> {
  await (answer.body["stream"] === true ? streamed(answer) : whole(answer));
}

async function whole({ response, reply, served, model }: Answer): Promise<void> {
  const { text, reason } = await wholeText(reply);
  const message = { role: "assistant", content: text, refusal: null };
  sendJson(response, 200, {
    ...frame(model, "chat.completion"),
    choices: [{ index: 0, message, logprobs: null, finish_reason: reason }],
    usage: usage(served),
  });
}

async function streamed({ response, reply, served, model, body }: Answer): Promise<void> {
  const options = body["stream_options"];
  const includeUsage = isBody(options) && options["include_usage"] === true;
  const chunk = frame(model, "chat.completion.chunk");
  const send = (delta: object, reason: string | null): void =>
    sendEvent(response, {
      ...chunk,
      choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }],
      ...(includeUsage && { usage: null }),
    });

  openStream(response);
  // The role comes before the prompt is read, as with real providers: it is not the first token.
  send({ role: "assistant", content: "", refusal: null }, null);
  let step = await reply.next();
  for (; !step.done; step = await reply.next()) send({ content: step.value }, null);
  send({}, step.value);
  if (includeUsage) sendEvent(response, { ...chunk, choices: [], usage: usage(served) });
  response.end("data: [DONE]\n\n");
}

function frame(model: string, object: string): object {
  return {
    id: nextId("chatcmpl-"),
    object,
    created: Math.floor(Date.now() / 1000),
    model,
    system_fingerprint: null,
  };
}

function usage({ promptTokens, completionTokens }: ServedCall): object {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    prompt_tokens_details: { cached_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0 },
  };
}
