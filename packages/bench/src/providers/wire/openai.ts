import { fieldsOf, itemsOf, textIn, type Fields } from "../../json/json.ts";
import type { JsonValue, ModelRequest } from "../provider.ts";
import { argumentsOf, toolOf, type ContentReader, type Wire } from "./wire.ts";

/** OpenAI's "Create chat completion", which most others speak. */
export const openai: Wire = {
  shape: "openai-chat",
  provider: "openai",
  base: "https://api.openai.com/v1",
  path: () => "/chat/completions",
  headers: (key) => (key === null ? {} : { authorization: `Bearer ${key}` }),
  body: ({ model, messages, parameters, tools }, stream) => ({
    ...parameters,
    model,
    messages,
    ...(tools.length > 0 && { tools: tools.map(wireTool) }),
    ...(stream && { stream: true, stream_options: { include_usage: true } }),
  }),
  newContent: () => new ChatContent(),
};

function wireTool(tool: ModelRequest["tools"][number]): unknown {
  const known = toolOf(tool);
  if (known === null) return tool;
  const { name, description, schema } = known;
  return {
    type: "function",
    function: { name, ...(description !== null && { description }), parameters: schema },
  };
}

/** Of the first choice alone. A streamed tool call comes in pieces: its name first, then its arguments. */
class ChatContent implements ContentReader {
  #text = "";
  readonly #calls: { name: string; written: string }[] = [];

  read(event: Fields): void {
    const choice = itemsOf(event["choices"])[0] ?? {};
    const message = fieldsOf(choice["delta"] ?? choice["message"]);
    this.#text += textIn(message["content"]);
    for (const [i, call] of itemsOf(message["tool_calls"]).entries()) {
      const index = typeof call["index"] === "number" ? call["index"] : i;
      const { name, arguments: written } = fieldsOf(call["function"]);
      const known = (this.#calls[index] ??= { name: "", written: "" });
      known.name += textIn(name);
      known.written += textIn(written);
    }
  }

  text(): string {
    return this.#text;
  }

  toolCalls(): readonly JsonValue[] {
    return this.#calls.map(({ name, written }) => ({ name, arguments: argumentsOf(written) }));
  }
}
