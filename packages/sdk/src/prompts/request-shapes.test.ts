import { readRequest, textOfMessage } from "@promptprof/anatomy";
import { generateText } from "ai";
import { MockLanguageModelV3 } from "ai/test";
import { expect, test } from "vitest";
import { anatomyFor } from "./anatomy-for.case.ts";
import { prompt } from "./prompt.ts";
import { renderedFrom } from "./rendered-messages.ts";

const brief = prompt("brief", [
  { role: "system", content: "Be brief." },
  { role: "user", content: "Is {{word}} a word?" },
  { role: "assistant", content: "Yes." },
  { role: "user", content: "And {{other}}?" },
]);
const WORDS = { word: "cat", other: "dog" };
const QUESTION = "Is cat a word?";

test("each provider gets its own form of the prompt", () => {
  expect(brief.renderFor("anthropic", WORDS)).toEqual({
    system: [{ type: "text", text: "Be brief." }],
    messages: [
      { role: "user", content: QUESTION },
      { role: "assistant", content: "Yes." },
      { role: "user", content: "And dog?" },
    ],
  });
  expect(brief.renderFor("gemini", WORDS)).toEqual({
    config: { systemInstruction: { parts: [{ text: "Be brief." }] } },
    contents: [
      { role: "user", parts: [{ text: QUESTION }] },
      { role: "model", parts: [{ text: "Yes." }] },
      { role: "user", parts: [{ text: "And dog?" }] },
    ],
  });
  expect(brief.renderFor("bedrock", WORDS)).toMatchObject({
    system: [{ text: "Be brief." }],
    messages: [{ role: "user", content: [{ text: QUESTION }] }, { role: "assistant" }, { role: "user" }],
  });
  expect(brief.renderFor("responses", WORDS)).toEqual({ input: brief.render(WORDS).messages });
  expect(brief.renderFor("cohere", WORDS)).toEqual(brief.render(WORDS));
});

test.each([
  ["openai", "openai-chat"],
  ["responses", "openai-responses"],
  ["anthropic", "anthropic-messages"],
  ["gemini", "gemini"],
  ["bedrock", "bedrock-converse"],
  ["ollama", "ollama"],
  ["mistral", "mistral"],
  ["cohere", "cohere"],
] as const)("what %s gets has the prompt's name and segments in every message", (shape, reply) => {
  const { messages } = readRequest(reply, brief.renderFor(shape, WORDS));
  expect(messages).toHaveLength(4);
  for (const { source } of messages) {
    const rendered = renderedFrom(Object(source));
    expect(rendered?.prompt).toMatchObject({ name: "brief", version: brief.version });
    expect(rendered?.content).toBe(textOfMessage(source));
  }
});

test("the AI SDK copies messages, and the model behind it still gets the prompt's name", async () => {
  const names: unknown[] = [];
  const model = new MockLanguageModelV3({
    doGenerate: ({ prompt: messages }) => {
      for (const message of messages) {
        const rendered = renderedFrom(message);
        names.push([message.role, rendered?.prompt.name, rendered?.content === textOfMessage(message)]);
      }
      return Promise.reject(new Error("enough"));
    },
  });
  const call = generateText({ model, maxRetries: 0, ...brief.renderFor("ai-sdk", WORDS) });
  await expect(call).rejects.toThrow("enough");
  expect(names).toEqual(["system", "user", "assistant", "user"].map((role) => [role, "brief", true]));
});

test("the conversation so far goes before the last question, as it is", () => {
  const earlier = { role: "user", content: [{ type: "image" }] } as const;
  const { messages } = brief.renderFor("anthropic", WORDS, { history: [earlier] });
  expect(messages.map((message) => message === earlier)).toEqual([false, false, true, false]);
});

test("parameters go where the provider has them", () => {
  const cold = prompt("cold", { messages: "Hi", model: "m", temperature: 0 });
  expect(cold.renderFor("bedrock")).toMatchObject({ modelId: "m", temperature: 0 });
  expect(cold.renderFor("anthropic")).toMatchObject({ model: "m", temperature: 0 });
});

test("an unknown provider is told with those that are known", () => {
  expect(() => brief.renderFor("openrouter" as "openai", WORDS)).toThrow(
    'renderFor takes one of openai, responses, anthropic, gemini, bedrock, ollama, mistral, cohere, ai-sdk, got "openrouter"',
  );
});

test("a call's anatomy has the prompt's segments, whichever provider it went to", () => {
  const paths = [
    "system/0",
    "user/0",
    "user/word",
    "user/1",
    "assistant/0",
    "user/2",
    "user/other",
    "user/3",
  ];
  expect(anatomyFor(readRequest("gemini", brief.renderFor("gemini", WORDS)))).toMatchObject({
    prompt: { name: "brief" },
    paths,
  });
});
