import type { Attributes } from "../wire/attribute-value.ts";
import { flattenedMessages } from "./flattened-messages.ts";
import { messageText, OtherThanText } from "./message-text.ts";
import { hasSystemMessage, messagesIn } from "./messages-in.ts";
import { JSON_CHARACTERS_MAX, plainValue } from "./plain-value.ts";

/**
 * The text of a call, to be counted and forgotten: it goes from here to the tokenizer and nowhere else. Definitions of
 * tools are not in it, because how a provider writes them for its model is not known.
 */
export interface CallTexts {
  /** Message by message; null = no text was sent, or it came with images or other things that are no text. */
  readonly input: readonly string[] | null;
  readonly output: readonly string[] | null;
  /** A text is longer than is looked at. */
  readonly isTooLarge: boolean;
}

/** The text that came with a call, from the place that is believed most. null = there is none. */
export function callTexts(attributes: Attributes, operation: string): CallTexts | null {
  const input = side(attributes, INPUTS);
  // The output of an embedding is a list of numbers.
  const output = operation === "embeddings" ? null : side(attributes, OUTPUTS);
  if (input === null && output === null) return null;
  return {
    input: input === TOO_LARGE ? null : input,
    output: output === TOO_LARGE ? null : output,
    isTooLarge: input === TOO_LARGE || output === TOO_LARGE,
  };
}

const TOO_LARGE = "too large";
type Side = readonly string[] | typeof TOO_LARGE | null;
type Source = (attributes: Attributes) => Side;

/** In the order in which they are believed: the last ones may be the arguments of any function. */
const INPUTS: readonly Source[] = [
  conventionInput,
  (attributes) => flattenedMessages(attributes, "gen_ai.prompt."),
  inAttribute("gen_ai.prompt"),
  (attributes) => flattenedMessages(attributes, "llm.input_messages."),
  inAttribute("ai.prompt.messages"),
  inAttribute("ai.prompt"),
  inAttribute("langfuse.observation.input"),
  inAttribute("input.value"),
];

const OUTPUTS: readonly Source[] = [
  inAttribute("gen_ai.output.messages"),
  (attributes) => flattenedMessages(attributes, "gen_ai.completion."),
  inAttribute("gen_ai.completion"),
  (attributes) => flattenedMessages(attributes, "llm.output_messages."),
  vercelOutput,
  inAttribute("langfuse.observation.output"),
  inAttribute("output.value"),
];

function side(attributes: Attributes, sources: readonly Source[]): Side {
  try {
    for (const source of sources) {
      const found = source(attributes);
      if (found !== null) return found;
    }
  } catch (error) {
    if (!(error instanceof OtherThanText)) throw error;
  }
  return null;
}

function inAttribute(name: string): Source {
  return (attributes) => {
    const value = attributes.get(name);
    if (value === undefined || value === null) return null;
    if (typeof value === "string" && value.length > JSON_CHARACTERS_MAX) return TOO_LARGE;
    return messagesIn(plainValue(value));
  };
}

/** Instructions come beside the messages, by some instrumentations also among them; alone they are half an input. */
function conventionInput(attributes: Attributes): Side {
  const messages = inAttribute("gen_ai.input.messages")(attributes);
  const instructions = attributes.get("gen_ai.system_instructions");
  if (messages === null || messages === TOO_LARGE || instructions === undefined) return messages;
  if (hasSystemMessage(plainValue(attributes.get("gen_ai.input.messages")))) return messages;
  return [messageText(plainValue(instructions)), ...messages];
}

/** The AI SDK writes text and tool calls of an answer apart; together they are one message. */
function vercelOutput(attributes: Attributes): Side {
  const text = inAttribute("ai.response.text")(attributes);
  const calls = inAttribute("ai.response.toolCalls")(attributes);
  if (text === TOO_LARGE || calls === TOO_LARGE) return TOO_LARGE;
  return text === null && calls === null ? null : [[...(text ?? []), ...(calls ?? [])].join("")];
}
