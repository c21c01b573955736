import { expect, test } from "vitest";
import type { MessageEstimate, TokenEstimate } from "../fields/token-estimate.ts";
import type { CallObservation, Observation } from "../observation.ts";
import {
  call,
  callWithoutUsage,
  type CallSketch,
  event,
  facts,
  failedCall,
  inBatch,
} from "./observed.case.ts";
import { Settler } from "./settler.ts";

const estimate: TokenEstimate = { inputTokens: 11, outputTokens: 3, encoding: "o200k_base", notes: [] };

function settle(...observations: readonly Observation[]) {
  const settler = new Settler();
  settler.add(inBatch(1, ...observations), 0);
  return settler
    .takeAll(0)
    .calls.map((settled) => settled.call)
    .toSorted((a, b) => (a.spanId < b.spanId ? -1 : 1));
}

function uncounted(id: string, sketch: CallSketch = {}): CallObservation {
  return { ...callWithoutUsage(id, sketch), estimate };
}

function message(
  id: string,
  inputTokens: number | null,
  outputTokens: number | null = null,
): MessageEstimate {
  return { ...estimate, id, inputTokens, outputTokens };
}

test("a call that nobody reports tokens of has our own count, marked, with what a chat adds once", () => {
  expect(settle(uncounted("a"))).toMatchObject([
    {
      inputTokens: 11 + 3,
      outputTokens: 3,
      cacheReadTokens: null,
      tpotMs: null,
      tokenSource: "estimated",
      notes: ["tokens_estimated"],
    },
  ]);
  const completion = { call: { operation: "text_completion" } };
  expect(settle(uncounted("a", completion))).toMatchObject([{ inputTokens: 11 }]);
});

test("reported tokens win, wherever they come from: the span, its event, or another instrumentation", () => {
  for (const observations of [
    [{ ...call("a"), estimate }],
    [uncounted("a"), event("a")],
    [call("a", { scope: "outer@1" }), uncounted("b", { parent: "a" })],
    [uncounted("a", { scope: "outer@1" }), call("b", { parent: "a" })],
  ]) {
    expect(settle(...observations)).toMatchObject([{ inputTokens: 120, tokenSource: "reported" }]);
  }
});

test("the text that only the view from outside has is counted for the inner call", () => {
  const [settled] = settle(uncounted("a", { scope: "outer@1" }), callWithoutUsage("b", { parent: "a" }));
  expect(settled).toMatchObject({ inputTokens: 14, tokenSource: "estimated" });
});

test("where another call stands above or below, nothing is estimated twice", () => {
  const [above, below] = settle(uncounted("a"), uncounted("b", { parent: "a" }));
  expect([above?.tokenSource, below?.tokenSource]).toEqual(["absent", "estimated"]);
  const [reported, absent] = settle(call("a"), uncounted("b", { parent: "a" }));
  expect([reported?.tokenSource, absent?.tokenSource]).toEqual(["reported", "absent"]);
});

test("a failed call is not estimated, a cancelled one is", () => {
  expect(settle({ ...failedCall("a"), estimate })).toMatchObject([{ tokenSource: "absent" }]);
  const cancelled = { errorClass: "cancelled" as const };
  expect(settle(uncounted("a", { call: cancelled }))).toMatchObject([{ tokenSource: "estimated" }]);
});

test("another vocabulary than the model's is told, and so is why nothing was counted", () => {
  const foreign = { call: { requestModel: "claude-sonnet-4-5" } };
  expect(settle(uncounted("a", foreign))).toMatchObject([
    { notes: ["tokens_estimated", "estimated_by_other_tokenizer"] },
  ]);
  const late = { ...estimate, inputTokens: null, outputTokens: null, notes: ["estimate_timed_out"] as const };
  expect(settle({ ...callWithoutUsage("a"), estimate: late })).toMatchObject([
    { inputTokens: null, tokenSource: "absent", notes: ["estimate_timed_out"] },
  ]);
});

test("messages that come as events of their own are added up, each once; a whole input is believed more", () => {
  const messages = facts("a", {}, { messages: [message("1", 6), message("2", 5)] });
  const answer = facts("a", { finishReason: "stop" }, { messages: [message("3", null, 3)] });
  expect(settle(callWithoutUsage("a"), messages, answer, messages)).toMatchObject([
    { inputTokens: 6 + 5 + 3, outputTokens: 3, finishReason: "stop" },
  ]);
  expect(settle(uncounted("a"), facts("a", {}, { messages: [message("1", 600)] }))).toMatchObject([
    { inputTokens: 14 },
  ]);
  const unreadable = facts("a", {}, { messages: [message("4", null)] });
  expect(settle(callWithoutUsage("a"), messages, unreadable)).toMatchObject([{ tokenSource: "absent" }]);
});

test("input and output that come in two events are one estimate", () => {
  const input = facts("a", {}, { estimate: { ...estimate, outputTokens: null } });
  const output = facts("a", {}, { estimate: { ...estimate, inputTokens: null } });
  expect(settle(output, callWithoutUsage("a"), input)).toMatchObject([{ inputTokens: 14, outputTokens: 3 }]);
});
