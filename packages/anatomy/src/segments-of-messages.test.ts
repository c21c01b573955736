import fc from "fast-check";
import { expect, test } from "vitest";
import { NamedTexts } from "./named-texts.ts";
import { readRequest } from "./requests/read-request.ts";
import { segmentsOfMessages } from "./segments-of-messages.ts";
import { textOfMessage } from "./text-of-message.ts";

test("a conversation has its last question as user, and everything before as history", () => {
  const messages = [
    { role: "system", content: "Be brief. " },
    { role: "user", content: "1+1?" },
    { role: "assistant", content: "2" },
    {
      role: "user",
      content: [
        { type: "text", text: "And " },
        { type: "image_url", image_url: { url: "data:" } },
      ],
    },
    { role: "user", content: "2+2?" },
  ];
  expect(segmentsOfMessages(readRequest("openai-chat", { messages }).messages)).toEqual([
    { path: "system", kind: "static", text: "Be brief. " },
    { path: "user/history", kind: "history", text: "1+1?" },
    { path: "assistant", kind: "history", text: "2" },
    { path: "user", kind: "variable", text: "And 2+2?" },
  ]);
});

test("tool calls are the assistant's, their results the tool's, and the question stays the question", () => {
  const call = { id: "1", type: "function", function: { name: "weather", arguments: '{"city":"Ulm"}' } };
  const messages = [
    { role: "user", content: "Rain?" },
    { role: "assistant", content: null, tool_calls: [call] },
    { role: "tool", tool_call_id: "1", content: "sunny" },
  ];
  expect(segmentsOfMessages(readRequest("openai-chat", { messages }).messages)).toEqual([
    { path: "user", kind: "variable", text: "Rain?" },
    { path: "assistant", kind: "history", text: 'weather{"city":"Ulm"}' },
    { path: "tool", kind: "tool", text: "sunny" },
  ]);
});

test("items of the responses API are read the same way", () => {
  const items = [
    { role: "developer", content: "Be brief." },
    { type: "message", role: "user", content: [{ type: "input_text", text: "Rain?" }] },
    { type: "function_call", call_id: "1", name: "weather", arguments: "{}" },
    { type: "function_call_output", call_id: "1", output: "sunny" },
  ];
  expect(segmentsOfMessages(readRequest("openai-responses", { input: items }).messages)).toEqual([
    { path: "developer", kind: "static", text: "Be brief." },
    { path: "user", kind: "variable", text: "Rain?" },
    { path: "assistant", kind: "history", text: "weather{}" },
    { path: "tool", kind: "tool", text: "sunny" },
  ]);
});

test("texts that the host named stand apart, below the role in whose message they are", () => {
  const messages = [
    { role: "system", content: "Be brief. Cats purr when stroked." },
    { role: "user", content: "Know: Cats purr when stroked. Why?" },
  ];
  const named = new NamedTexts();
  named.add({ name: "retrieved", kind: "retrieved", text: "Cats purr when stroked." });
  expect(segmentsOfMessages(readRequest("openai-chat", { messages }).messages, named)).toEqual([
    { path: "system", kind: "static", text: "Be brief. " },
    { path: "system/retrieved", kind: "retrieved", text: "Cats purr when stroked." },
    { path: "user", kind: "variable", text: "Know:  Why?" },
    { path: "user/retrieved", kind: "retrieved", text: "Cats purr when stroked." },
  ]);
});

test("anything at all is read without a throw, and no text is lost or doubled", () => {
  const message = fc.oneof(
    fc.anything(),
    fc.record({ role: fc.constantFrom("system", "user", "assistant", "tool", "?"), content: fc.string() }),
  );
  fc.assert(
    fc.property(fc.array(message), (messages) => {
      const whole = messages.map((item) => textOfMessage(item).length).reduce((a, b) => a + b, 0);
      const segments = segmentsOfMessages(readRequest("openai-chat", { messages }).messages);
      expect(segments.reduce((sum, { text }) => sum + text.length, 0)).toBe(whole);
    }),
  );
});
