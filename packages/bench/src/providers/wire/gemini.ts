import { fieldsOf, itemsOf, jsonOf, textIn, type Fields } from "../../json/json.ts";
import type { JsonValue, ModelRequest } from "../provider.ts";
import { toolOf, type ContentReader, type Wire } from "./wire.ts";

/** Fields of a request beside `generationConfig`, in which all other parameters belong. */
const TOP_LEVEL = new Set(["safetySettings", "toolConfig", "cachedContent", "generationConfig"]);

/** Gemini's "generateContent". */
export const gemini: Wire = {
  shape: "gemini",
  provider: "gcp.gemini",
  base: "https://generativelanguage.googleapis.com/v1beta",
  path: ({ model }, stream) =>
    `/models/${encodeURIComponent(bare(model))}:${stream ? "streamGenerateContent?alt=sse" : "generateContent"}`,
  headers: (key) => (key === null ? {} : { "x-goog-api-key": key }),
  body: ({ messages, parameters, tools }) => {
    const system = messages.filter(({ role }) => role === "system").map(({ content }) => ({ text: content }));
    return {
      ...settings(parameters),
      ...(system.length > 0 && { systemInstruction: { parts: system } }),
      contents: messages
        .filter(({ role }) => role !== "system")
        .map(({ role, content }) => ({
          role: role === "assistant" ? "model" : "user",
          parts: [{ text: content }],
        })),
      ...(tools.length > 0 && { tools: wireTools(tools) }),
    };
  },
  newContent: () => new CandidateContent(),
};

function settings(parameters: ModelRequest["parameters"]): Fields {
  const entries = Object.entries(parameters);
  const inner = Object.fromEntries(entries.filter(([key]) => !TOP_LEVEL.has(key)));
  const outer = Object.fromEntries(entries.filter(([key]) => TOP_LEVEL.has(key)));
  const generationConfig = { ...inner, ...fieldsOf(outer["generationConfig"]) };
  return { ...outer, ...(Object.keys(generationConfig).length > 0 && { generationConfig }) };
}

/** Functions stand together in one tool. */
function wireTools(tools: readonly JsonValue[]): readonly unknown[] {
  const known = tools.map(toolOf).filter((tool) => tool !== null);
  const own = tools.filter((tool) => toolOf(tool) === null);
  if (known.length === 0) return own;
  const functionDeclarations = known.map(({ name, description, schema }) => ({
    name,
    ...(description !== null && { description }),
    parametersJsonSchema: schema,
  }));
  return [{ functionDeclarations }, ...own];
}

/** Of the first candidate; parts marked as thoughts are no part of the answer. */
class CandidateContent implements ContentReader {
  #text = "";
  readonly #calls: JsonValue[] = [];

  read(event: Fields): void {
    const content = fieldsOf((itemsOf(event["candidates"])[0] ?? {})["content"]);
    for (const part of itemsOf(content["parts"])) {
      if (part["thought"] !== true) this.#text += textIn(part["text"]);
      if (part["functionCall"] === undefined) continue;
      const { name, args } = fieldsOf(part["functionCall"]);
      this.#calls.push({ name: textIn(name), arguments: jsonOf(args ?? {}) });
    }
  }

  text(): string {
    return this.#text;
  }

  toolCalls(): readonly JsonValue[] {
    return this.#calls;
  }
}

/** Dotprompt files name the plugin before the model. */
function bare(model: string): string {
  return model.replace(/^(?:models|googleai|vertexai)\//, "");
}
