import { fieldsOf, itemsOf, jsonOf, textIn, type Fields } from "../../json/json.ts";
import type { JsonValue } from "../provider.ts";
import { type ContentReader, type Wire } from "./wire.ts";
import { openai } from "./openai.ts";

/** Fields of a request beside `options`, in which all other parameters belong. */
const TOP_LEVEL = new Set(["format", "keep_alive", "think", "options"]);

/** Ollama's "Generate a chat message"; its tools are written as OpenAI's. */
export const ollama: Wire = {
  shape: "ollama",
  provider: "ollama",
  base: "http://127.0.0.1:11434",
  path: () => "/api/chat",
  headers: (key) => (key === null ? {} : { authorization: `Bearer ${key}` }),
  body: (request, stream) => {
    const entries = Object.entries(request.parameters);
    const inner = Object.fromEntries(entries.filter(([key]) => !TOP_LEVEL.has(key)));
    const { options, ...outer } = Object.fromEntries(entries.filter(([key]) => TOP_LEVEL.has(key)));
    const { tools } = openai.body(request, false);
    return {
      ...outer,
      model: request.model,
      messages: request.messages,
      options: { ...inner, ...fieldsOf(options) },
      ...(tools !== undefined && { tools }),
      // Without the word, Ollama streams.
      stream,
    };
  },
  newContent: () => new ChatContent(),
};

class ChatContent implements ContentReader {
  #text = "";
  readonly #calls: JsonValue[] = [];

  read(event: Fields): void {
    const message = fieldsOf(event["message"]);
    this.#text += textIn(message["content"]);
    for (const call of itemsOf(message["tool_calls"])) {
      const { name, arguments: given } = fieldsOf(call["function"]);
      this.#calls.push({ name: textIn(name), arguments: jsonOf(given ?? {}) });
    }
  }

  text(): string {
    return this.#text;
  }

  toolCalls(): readonly JsonValue[] {
    return this.#calls;
  }
}
