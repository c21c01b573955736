import { fieldsOf, itemsOf, jsonOf, textIn, type Fields } from "../../json/json.ts";
import type { JsonValue, ModelRequest } from "../provider.ts";
import { argumentsOf, toolOf, type ContentReader, type Wire } from "./wire.ts";

/** The API asks for it; long enough for most answers, and a prompt's own `max_tokens` comes before it. */
const MAX_TOKENS = 4096;

/** Anthropic's "Create a Message": instructions stand apart. */
export const anthropic: Wire = {
  shape: "anthropic-messages",
  provider: "anthropic",
  base: "https://api.anthropic.com/v1",
  path: () => "/messages",
  headers: (key) => ({ "anthropic-version": "2023-06-01", ...(key !== null && { "x-api-key": key }) }),
  body: ({ model, messages, parameters, tools }, stream) => {
    const system = messages.filter(({ role }) => role === "system").map(({ content }) => content);
    return {
      max_tokens: MAX_TOKENS,
      ...parameters,
      model,
      ...(system.length > 0 && { system: system.join("\n\n") }),
      messages: messages
        .filter(({ role }) => role !== "system")
        .map(({ role, content }) => ({ role: role === "assistant" ? "assistant" : "user", content })),
      ...(tools.length > 0 && { tools: tools.map(wireTool) }),
      ...(stream && { stream: true }),
    };
  },
  newContent: () => new MessageContent(),
};

function wireTool(tool: ModelRequest["tools"][number]): unknown {
  const known = toolOf(tool);
  if (known === null) return tool;
  const { name, description, schema } = known;
  return { name, ...(description !== null && { description }), input_schema: schema };
}

class MessageContent implements ContentReader {
  #text = "";
  readonly #calls: { name: string; written: string; input: unknown }[] = [];

  read(event: Fields): void {
    for (const block of itemsOf(event["content"])) this.#begin(block);
    if (event["type"] === "content_block_start") this.#begin(fieldsOf(event["content_block"]));
    if (event["type"] !== "content_block_delta") return;
    const delta = fieldsOf(event["delta"]);
    this.#text += textIn(delta["text"]);
    const call = this.#calls.at(-1);
    if (call !== undefined) call.written += textIn(delta["partial_json"]);
  }

  text(): string {
    return this.#text;
  }

  /** A stream begins a call with an empty input and writes it in pieces; a whole body has it at once. */
  toolCalls(): readonly JsonValue[] {
    return this.#calls.map(({ name, written, input }) => ({
      name,
      arguments: written === "" ? jsonOf(input) : argumentsOf(written),
    }));
  }

  #begin(block: Fields): void {
    if (block["type"] === "text") this.#text += textIn(block["text"]);
    if (block["type"] === "tool_use")
      this.#calls.push({ name: textIn(block["name"]), written: "", input: block["input"] ?? {} });
  }
}
