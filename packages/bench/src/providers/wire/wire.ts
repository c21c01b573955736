import type { ReplyShape } from "@promptprof/model";
import { fieldsOf, isJson, jsonOf, parsedJson, type Fields } from "../../json/json.ts";
import type { JsonValue, ModelRequest } from "../provider.ts";

/** How an HTTP API is spoken to. One file an API. */
export interface Wire {
  readonly shape: ReplyShape;
  /** As prices name it. */
  readonly provider: string | null;
  /** Where the API is when the suite does not say. */
  readonly base: string;
  readonly path: (request: ModelRequest, stream: boolean) => string;
  readonly headers: (key: string | null) => Readonly<Record<string, string>>;
  readonly body: (request: ModelRequest, stream: boolean) => Fields;
  readonly newContent: () => ContentReader;
}

/** Collects what an answer says; the model's readers see to counts and reasons. */
export interface ContentReader {
  /** Takes an event of the stream, or a whole body. */
  readonly read: (event: Fields) => void;
  readonly text: () => string;
  readonly toolCalls: () => readonly JsonValue[];
}

/** A tool of a suite, whichever form it is written in: OpenAI's with `function`, Anthropic's with `input_schema`. */
export interface Tool {
  readonly name: string;
  readonly description: string | null;
  readonly schema: JsonValue;
}

/** null = a form of the provider's own, which is passed on as it is. */
export function toolOf(written: JsonValue): Tool | null {
  const outer = fieldsOf(written);
  const inner = outer["function"] === undefined ? outer : fieldsOf(outer["function"]);
  const schema = inner["parameters"] ?? inner["input_schema"] ?? inner["inputSchema"];
  if (typeof inner["name"] !== "string" || schema === undefined) return null;
  const description = inner["description"];
  return {
    name: inner["name"],
    description: typeof description === "string" ? description : null,
    schema: jsonOf(schema),
  };
}

/** Arguments of a tool call as JSON says them; what is no JSON stays text. */
export function argumentsOf(written: string): JsonValue {
  const value = parsedJson(written === "" ? "{}" : written);
  return isJson(value) ? value : written;
}
