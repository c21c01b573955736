import { REPLY_SHAPES } from "@promptprof/model/replies";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { segmentsOfMessages } from "../segments-of-messages.ts";
import { readRequest } from "./read-request.ts";

const TOOLS = [{ name: "weather" }];
const ANATOMY = [
  { path: "system", kind: "static", text: "Be brief." },
  { path: "user/history", kind: "history", text: "Rain?" },
  { path: "assistant", kind: "history", text: 'weather{"city":"Ulm"}' },
  { path: "tool", kind: "tool", text: "sunny" },
  { path: "user", kind: "variable", text: "And tomorrow?" },
];

/** One conversation, as each provider's documentation has it written. */
const CONVERSATIONS = {
  "openai-chat": {
    model: "m",
    tools: TOOLS,
    messages: [
      { role: "system", content: "Be brief." },
      { role: "user", content: "Rain?" },
      { role: "assistant", tool_calls: [{ function: { name: "weather", arguments: '{"city":"Ulm"}' } }] },
      { role: "tool", content: "sunny" },
      { role: "user", content: [{ type: "text", text: "And tomorrow?" }] },
    ],
  },
  "openai-responses": {
    model: "m",
    tools: TOOLS,
    instructions: "Be brief.",
    input: [
      { role: "user", content: "Rain?" },
      { type: "function_call", name: "weather", arguments: '{"city":"Ulm"}' },
      { type: "function_call_output", output: "sunny" },
      { role: "user", content: "And tomorrow?" },
    ],
  },
  "anthropic-messages": {
    model: "m",
    tools: TOOLS,
    system: [{ type: "text", text: "Be brief.", cache_control: { type: "ephemeral" } }],
    messages: [
      { role: "user", content: "Rain?" },
      { role: "assistant", content: [{ type: "tool_use", name: "weather", input: { city: "Ulm" } }] },
      { role: "user", content: [{ type: "tool_result", content: "sunny" }] },
      { role: "user", content: "And tomorrow?" },
    ],
  },
  gemini: {
    model: "m",
    config: { systemInstruction: { parts: [{ text: "Be brief." }] }, tools: TOOLS },
    contents: [
      { role: "user", parts: [{ text: "Rain?" }] },
      { role: "model", parts: [{ functionCall: { name: "weather", args: { city: "Ulm" } } }] },
      { role: "tool", parts: [{ text: "sunny" }] },
      { role: "user", parts: [{ text: "And tomorrow?" }] },
    ],
  },
  "bedrock-converse": {
    modelId: "m",
    toolConfig: { tools: TOOLS },
    system: [{ text: "Be brief." }],
    messages: [
      { role: "user", content: [{ text: "Rain?" }] },
      { role: "assistant", content: [{ toolUse: { name: "weather", input: { city: "Ulm" } } }] },
      { role: "user", content: [{ toolResult: { content: [{ text: "sunny" }] } }] },
      { role: "user", content: [{ text: "And tomorrow?" }] },
    ],
  },
  ollama: {
    model: "m",
    tools: TOOLS,
    messages: [
      { role: "system", content: "Be brief." },
      { role: "user", content: "Rain?" },
      { role: "assistant", tool_calls: [{ function: { name: "weather", arguments: { city: "Ulm" } } }] },
      { role: "tool", content: "sunny" },
      { role: "user", content: "And tomorrow?" },
    ],
  },
} as const;

describe("the same conversation has the same anatomy for every provider", () => {
  test.each(Object.entries(CONVERSATIONS))("%s", (shape, body) => {
    const request = readRequest(shape as keyof typeof CONVERSATIONS, body);
    expect(segmentsOfMessages(request.messages)).toEqual(ANATOMY);
    expect(request).toMatchObject({ model: "m", stream: null, tools: TOOLS });
  });
});

test("a question alone, in the shortest form that each provider takes", () => {
  const question = [{ path: "user", kind: "variable", text: "Hi" }];
  const shortest = [
    readRequest("openai-responses", { input: "Hi" }),
    readRequest("openai-chat", { prompt: "Hi" }),
    readRequest("openai-embeddings", { input: ["Hi"] }),
    readRequest("gemini", { contents: "Hi" }),
    readRequest("gemini", { contents: [{ text: "Hi" }] }),
    readRequest("cohere", { messages: [{ role: "user", content: "Hi" }] }),
    readRequest("ollama", { prompt: "Hi" }),
  ];
  for (const { messages } of shortest) expect(segmentsOfMessages(messages)).toEqual(question);
});

test("anything at all is read without a throw", () => {
  fc.assert(
    fc.property(fc.constantFrom(...REPLY_SHAPES), fc.anything(), (shape, body) => {
      expect(() => segmentsOfMessages(readRequest(shape, body).messages)).not.toThrow();
    }),
  );
});
