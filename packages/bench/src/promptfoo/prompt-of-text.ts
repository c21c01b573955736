import { createHash } from "node:crypto";
import { segmentsOfMessages } from "@promptprof/anatomy";
import { isRecord, parsedJson } from "../json/json.ts";
import type { Message } from "../providers/provider.ts";
import type { Prompt } from "../suite/suite.ts";
import { fillIn, type Variables } from "./template.ts";

/** A prompt of promptfoo: a text, or a chat as JSON whose texts are templates. */
export function promptOfText(template: string): Prompt {
  return {
    version: createHash("sha256").update(template).digest("hex").slice(0, 12),
    model: null,
    lines: {},
    render: (variables) => {
      const messages = messagesOf(template, variables);
      const segments = segmentsOfMessages(
        messages.map((message) => ({ role: message.role, source: message })),
      );
      return { messages, parameters: {}, tools: [], segments };
    },
  };
}

const ROLES: ReadonlySet<string> = new Set(["system", "user", "assistant", "tool"]);

/** Where the template itself is JSON its texts are filled in one by one: a quote in a value must not break it. */
function messagesOf(template: string, variables: Variables): readonly Message[] {
  const before = chatOf(parsedJson(template));
  if (before !== null)
    return before.map(({ role, content }) => ({ role, content: fillIn(content, variables) }));
  const text = fillIn(template, variables);
  return chatOf(parsedJson(text)) ?? [{ role: "user", content: text }];
}

function chatOf(value: unknown): readonly Message[] | null {
  return Array.isArray(value) && value.length > 0 && value.every(isMessage) ? value : null;
}

function isMessage(value: unknown): value is Message {
  return isRecord(value) && ROLES.has(String(value["role"])) && typeof value["content"] === "string";
}
