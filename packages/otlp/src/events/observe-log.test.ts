import { expect, test } from "vitest";
import { START } from "../dialects/span.case.ts";
import { gatherFacts } from "./gather-facts.ts";
import { logOf, mapOf } from "./log.case.ts";
import { observeLog } from "./observe-log.ts";

const DETAILS = "gen_ai.client.inference.operation.details";
const NOW = START + 1000;

const chat = {
  "gen_ai.operation.name": "chat",
  "gen_ai.provider.name": "openai",
  "gen_ai.request.model": "gpt-5",
  "gen_ai.response.id": "chatcmpl-1",
  "gen_ai.response.finish_reasons": ["stop"],
  "gen_ai.response.time_to_first_chunk": 0.25,
  "gen_ai.usage.input_tokens": 120,
  "gen_ai.usage.output_tokens": 45,
};

test("a details event is a call at the time of its record, of unknown duration", () => {
  expect(observeLog(logOf(DETAILS, chat), NOW)).toMatchObject({
    kind: "call",
    claim: "event",
    call: {
      provider: "openai",
      requestModel: "gpt-5",
      responseId: "chatcmpl-1",
      finishReason: "stop",
      inputTokens: 120,
      outputTokens: 45,
      tokenSource: "reported",
      startTime: START,
      durationMs: null,
      ttftMs: 250,
      tpotMs: null,
    },
  });
});

test("a details event that names no operation claims no call and tells what it knows", () => {
  const messages = [mapOf({ role: "assistant", parts: [], finish_reason: "tool_calls" })];
  const log = logOf(DETAILS, { "gen_ai.provider.name": "openai", "gen_ai.output.messages": messages });
  expect(observeLog(log, NOW)).toMatchObject({
    kind: "facts",
    told: { provider: "openai", finishReason: "tool_calls" },
  });
  const usage = { "gen_ai.usage.input_tokens": 7, "gen_ai.usage.output_tokens": 2 };
  expect(observeLog(logOf(DETAILS, usage), NOW)).toMatchObject({
    kind: "facts",
    told: { inputTokens: 7, outputTokens: 2, tokenSource: "reported" },
  });
});

test("a details event about an agent, or one that only fetches an answer, tells nothing of a call", () => {
  for (const operation of ["invoke_agent", "fetch_response"]) {
    const log = logOf(DETAILS, { ...chat, "gen_ai.operation.name": operation });
    expect(observeLog(log, NOW)).toEqual({ kind: "not_call" });
  }
});

function reason(attributes: Record<string, number>, rest: object): unknown {
  return observeLog(logOf(DETAILS, { ...chat, ...attributes }, rest), NOW);
}

test("a details event without ids, of another time or with impossible numbers is rejected with its reason", () => {
  expect(reason({}, { traceId: null })).toEqual({ kind: "rejected", reason: "invalid_trace_id" });
  expect(reason({}, { spanId: "0".repeat(16) })).toEqual({ kind: "rejected", reason: "invalid_span_id" });
  expect(reason({}, { time: 0 })).toEqual({ kind: "rejected", reason: "start_out_of_range" });
  expect(reason({ "gen_ai.usage.input_tokens": -1 }, {})).toEqual({
    kind: "rejected",
    reason: "negative_tokens",
  });
});

test("of the older events the first choice tells the finish reason, and all together are one observation", () => {
  const choice = (index: number, finish_reason: string) =>
    observeLog(logOf("gen_ai.choice", {}, { body: mapOf({ index, finish_reason }) }), NOW);
  const message = observeLog(logOf("gen_ai.user.message", {}, { body: mapOf({ content: "hi" }) }), NOW);
  const facts = [message, choice(1, "length"), choice(0, "stop")].filter((one) => one?.kind === "facts");
  expect(facts).toHaveLength(3);
  expect(gatherFacts(facts)).toMatchObject([{ told: { finishReason: "stop" } }]);
});

test("an exception tells class and type, never its message", () => {
  const log = logOf("gen_ai.client.operation.exception", {
    "exception.type": "RateLimitError",
    "exception.message": "429 SECRET",
    "exception.stacktrace": "SECRET",
  });
  const reading = observeLog(log, NOW);
  expect(reading).toMatchObject({
    kind: "facts",
    told: { errorClass: "rate_limit", errorType: "RateLimitError" },
  });
  expect(JSON.stringify(reading)).not.toContain("SECRET");
});

test("what a program logs otherwise is nothing, also when it has the ids of a call", () => {
  expect(observeLog(logOf("", {}), NOW)).toBeNull();
  expect(observeLog(logOf("gen_ai.choice", {}, { spanId: null }), NOW)).toEqual({ kind: "not_call" });
});
