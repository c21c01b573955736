import { segmentsOfMessages } from "@promptprof/anatomy";
import { createHash } from "node:crypto";
import type { JsonValue, Message } from "../providers/provider.ts";
import type { Prompt } from "../suite/suite.ts";
import type { Stated } from "./prompt-of-entry.ts";

/** A prompt as code: a text is one user message. */
export type RenderFunction = (variables: Readonly<Record<string, JsonValue>>) =>
  | string
  | readonly Message[]
  | {
      readonly messages: readonly Message[];
      readonly parameters?: Readonly<Record<string, JsonValue>>;
      readonly tools?: readonly JsonValue[];
    };

/**
 * Its version is the hash of the function's own source and of what the suite states: what it calls is not in it, and
 * neither are its values.
 */
export function functionPrompt(render: RenderFunction, stated: Stated): Prompt {
  const said = JSON.stringify([render.toString(), stated.model, stated.parameters, stated.tools]);
  return {
    version: createHash("sha256").update(said).digest("hex").slice(0, 12),
    model: stated.model ?? null,
    lines: {},
    render: (variables) => {
      const answer = render(variables);
      const { messages, parameters = {}, tools = [] } = requestOf(answer);
      return {
        messages,
        parameters: { ...parameters, ...stated.parameters },
        tools: stated.tools ?? tools,
        segments: segmentsOfMessages(messages.map((message) => ({ role: message.role, source: message }))),
      };
    },
  };
}

function requestOf(answer: ReturnType<RenderFunction>): Exclude<typeof answer, string | readonly Message[]> {
  if (typeof answer === "string") return { messages: [{ role: "user", content: answer }] };
  return "messages" in answer ? answer : { messages: answer };
}
