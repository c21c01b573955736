import { expect, test } from "vitest";
import { callOf } from "../dialects/span.case.ts";

const chat = { "gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-5" };

test("what the instrumentation measured is believed before what another one added later", () => {
  const measured = { ...chat, "ai.response.msToFirstChunk": 80, "gen_ai.response.time_to_first_token": 0.2 };
  expect(callOf(measured).ttftMs).toBe(80);
  expect(callOf({ ...chat, "gen_ai.response.time_to_first_token": 0.2 }).ttftMs).toBe(200);
  expect(callOf({ ...measured, "gen_ai.response.time_to_first_chunk": 0.085 }).ttftMs).toBe(85);
});

test("below zero or beyond the end it is none, and then it tells of no stream either", () => {
  for (const seconds of [-0.1, 1.2]) {
    const call = callOf({ ...chat, "gen_ai.response.time_to_first_chunk": seconds }, { durationMs: 1000 });
    expect(call).toMatchObject({ ttftMs: null, stream: null, notes: ["ttft_rejected"] });
  }
});
