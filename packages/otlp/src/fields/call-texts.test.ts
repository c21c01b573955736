import { expect, test } from "vitest";
import { spanOf } from "../dialects/span.case.ts";
import { mapOf } from "../events/log.case.ts";
import type { AttributeValue } from "../wire/attribute-value.ts";
import { callTexts } from "./call-texts.ts";

function textsIn(attributes: Record<string, AttributeValue>, operation = "chat") {
  return callTexts(spanOf(attributes).attributes, operation);
}

const asked = [
  { role: "system", parts: [{ type: "text", content: "be brief" }] },
  {
    role: "user",
    parts: [
      { type: "text", content: "hi " },
      { type: "text", content: "there" },
    ],
  },
];

test("every instrumentation's way to send its messages gives the same texts", () => {
  const plain = [
    { role: "system", content: "be brief" },
    { role: "user", content: [{ type: "text", text: "hi there" }] },
  ];
  const openAi = JSON.stringify({ model: "gpt-5", messages: plain, temperature: 0.2 });
  for (const attributes of [
    { "gen_ai.input.messages": JSON.stringify(asked) },
    {
      "gen_ai.input.messages": [
        mapOf({ role: "system", parts: [mapOf({ type: "text", content: "be brief" })] }),
        mapOf({ role: "user", parts: [mapOf({ type: "text", content: "hi there" })] }),
      ],
    },
    {
      "gen_ai.system_instructions": JSON.stringify([{ type: "text", content: "be brief" }]),
      "gen_ai.input.messages": JSON.stringify([asked[1]]),
    },
    { "gen_ai.system_instructions": "be brief", "gen_ai.input.messages": JSON.stringify(asked) },
    {
      "gen_ai.prompt.name": "greet",
      "gen_ai.prompt.0.role": "system",
      "gen_ai.prompt.0.content": "be brief",
      "gen_ai.prompt.1.role": "user",
      "gen_ai.prompt.1.content": "hi there",
    },
    { "gen_ai.prompt": JSON.stringify(plain) },
    {
      "llm.input_messages.0.message.role": "system",
      "llm.input_messages.0.message.content": "be brief",
      "llm.input_messages.1.message.contents.0.message_content.type": "text",
      "llm.input_messages.1.message.contents.0.message_content.text": "hi there",
      "input.value": "something else",
    },
    { "ai.prompt.messages": JSON.stringify(plain) },
    { "ai.prompt": JSON.stringify({ system: "be brief", prompt: "hi there" }) },
    { "langfuse.observation.input": JSON.stringify(plain) },
    { "input.value": openAi, "input.mime_type": "application/json" },
    { "input.value": JSON.stringify({ instructions: "be brief", input: "hi there" }) },
    {
      "input.value": JSON.stringify({
        systemInstruction: { parts: [{ text: "be brief" }] },
        contents: [{ role: "user", parts: [{ text: "hi there" }] }],
      }),
    },
  ]) {
    expect(textsIn(attributes)).toEqual({ input: ["be brief", "hi there"], output: null, isTooLarge: false });
  }
});

test("and so does every way to send the answer", () => {
  for (const attributes of [
    {
      "gen_ai.output.messages": JSON.stringify([
        { role: "assistant", parts: [{ type: "text", content: "Hello" }], finish_reason: "stop" },
      ]),
    },
    { "gen_ai.completion.0.content": "Hello", "gen_ai.completion.0.finish_reason": "stop" },
    { "gen_ai.completion": "Hello" },
    { "llm.output_messages.0.message.content": "Hello", "llm.output_messages.0.message.role": "assistant" },
    { "ai.response.text": "Hello" },
    { "langfuse.observation.output": '{"role":"assistant","content":"Hello"}' },
    { "output.value": "Hello" },
    { "output.value": '{"id":"1","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"}}]}' },
    {
      "output.value": JSON.stringify({
        output: [{ type: "message", role: "assistant", content: [{ type: "output_text", text: "Hello" }] }],
      }),
    },
    { "output.value": '{"role":"assistant","content":[{"type":"text","text":"Hello"}]}' },
    { "output.value": '{"candidates":[{"content":{"parts":[{"text":"Hello"}]}}]}' },
    { "output.value": '{"generations":[[{"text":"Hello"}]]}' },
  ]) {
    expect(textsIn(attributes)).toEqual({ input: null, output: ["Hello"], isTooLarge: false });
  }
});

test("a tool call is its name and arguments, a tool's answer its data", () => {
  const call = { type: "tool_call", id: "1", name: "get_weather", arguments: { location: "Paris" } };
  const answer = { type: "tool_call_response", id: "1", response: { degrees: 21 } };
  expect(
    textsIn({
      "gen_ai.input.messages": JSON.stringify([{ role: "tool", parts: [answer] }]),
      "gen_ai.output.messages": JSON.stringify([{ role: "assistant", parts: [call] }]),
    }),
  ).toMatchObject({ input: ['{"degrees":21}'], output: ['get_weather{"location":"Paris"}'] });
  expect(
    textsIn({
      "gen_ai.completion.0.tool_calls.0.id": "call_1",
      "gen_ai.completion.0.tool_calls.0.name": "get_weather",
      "gen_ai.completion.0.tool_calls.0.arguments": "{}",
    }),
  ).toMatchObject({ output: ["get_weather{}"] });
});

test("an input with an image cannot be counted from its text", () => {
  const image = { role: "user", content: [{ type: "text", text: "what is it" }, { type: "image_url" }] };
  expect(textsIn({ "gen_ai.prompt": JSON.stringify([image]) })).toBeNull();
  const flattened = {
    "llm.input_messages.0.message.contents.0.message_content.text": "what is it",
    "llm.input_messages.0.message.contents.1.message_content.image.image.url": "data:",
    "output.value": "a cat",
  };
  expect(textsIn(flattened)).toEqual({ input: null, output: ["a cat"], isTooLarge: false });
});

test("numbers of an embedding, empty texts, and instructions alone are nothing to count", () => {
  expect(textsIn({ "input.value": "text", "output.value": "[0.1,0.2]" }, "embeddings")).toMatchObject({
    input: ["text"],
    output: null,
  });
  expect(textsIn({ "gen_ai.completion": "", "output.value": "{}" })).toBeNull();
  expect(textsIn({ "gen_ai.system_instructions": "be brief" })).toBeNull();
  expect(textsIn({ "input.value": '{"question":{"id":3}}' })).toBeNull();
});

test("JSON beyond bounds is not parsed: too much is left out, too deep is text", () => {
  expect(textsIn({ "gen_ai.input.messages": `["${"a".repeat(2 ** 20)}"]`, "output.value": "b" })).toEqual({
    input: null,
    output: ["b"],
    isTooLarge: true,
  });
  const deep = "[".repeat(50_000) + "]".repeat(50_000);
  expect(textsIn({ "gen_ai.prompt": deep })).toMatchObject({ input: [deep] });
});
