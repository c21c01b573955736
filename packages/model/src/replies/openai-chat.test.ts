import { describe, expect, test } from "vitest";
import { readReply } from "./read-reply.ts";
import { createStreamReader } from "./stream-reader.ts";

const chat = (usage: object): object => ({ id: "c1", model: "m", choices: [], usage });

describe("quirks of those who write OpenAI's chat shape", () => {
  test.each<[string, object, object]>([
    [
      "OpenAI's details",
      { prompt_tokens_details: { cached_tokens: 64, cache_write_tokens: 32 } },
      { cacheReadTokens: 64, cacheWriteTokens: 32 },
    ],
    [
      "DeepSeek's hits",
      { prompt_cache_hit_tokens: 64, prompt_cache_miss_tokens: 56 },
      { cacheReadTokens: 64, inputTokens: 120 },
    ],
    ["Moonshot's top level", { cached_tokens: 64 }, { cacheReadTokens: 64, inputTokens: 120 }],
    ["Mistral's number", { num_cached_tokens: 64 }, { cacheReadTokens: 64 }],
    ["xAI's older field", { cached_prompt_text_tokens: 64 }, { cacheReadTokens: 64 }],
    [
      "Alibaba's writes",
      { prompt_tokens_details: { cached_tokens: 64, cache_creation_input_tokens: 32 } },
      { cacheWriteTokens: 32 },
    ],
    [
      "LiteLLM in front of Anthropic",
      { cache_read_input_tokens: 64, cache_creation_input_tokens: 32 },
      { inputTokens: 120, cacheReadTokens: 64, cacheWriteTokens: 32 },
    ],
  ])("cached tokens: %s", (_, fields, expected) => {
    const usage = { prompt_tokens: 120, completion_tokens: 45, total_tokens: 165, ...fields };
    expect(readReply("openai-chat", chat(usage))).toMatchObject({ ...expected, notes: [] });
  });

  test("Groq states a stream's usage in its own field", () => {
    const reader = createStreamReader("openai-chat");
    reader.push({ id: "c1", model: "llama", choices: [{ index: 0, delta: { content: "Hi" } }], usage: null });
    reader.push({
      choices: [],
      x_groq: { id: "req", usage: { prompt_tokens: 45, completion_tokens: 662, total_tokens: 707 } },
    });
    expect(reader.facts()).toMatchObject({ inputTokens: 45, outputTokens: 662 });
  });

  test("xAI's reasoning stands beside its completion, which the provider's name settles without a total", () => {
    const usage = {
      prompt_tokens: 12,
      completion_tokens: 200,
      completion_tokens_details: { reasoning_tokens: 100 },
    };
    expect(readReply("openai-chat", chat(usage), "x_ai").outputTokens).toBe(300);
    expect(readReply("openai-chat", chat(usage)).outputTokens).toBe(200);
  });

  test("Perplexity's reasoning stands beside its total too, and its citations have a price of their own", () => {
    const usage = {
      prompt_tokens: 33,
      completion_tokens: 7_163,
      total_tokens: 7_196,
      citation_tokens: 20_016,
      reasoning_tokens: 73_997,
    };
    expect(readReply("openai-chat", chat(usage))).toMatchObject({
      inputTokens: 33,
      outputTokens: 81_160,
      reasoningTokens: 73_997,
      notes: ["citation_tokens_apart", "reasoning_added_to_output"],
    });
  });

  test("Perplexity repeats its growing usage in each chunk: the last one counts", () => {
    const reader = createStreamReader("openai-chat");
    for (const completion of [1, 3, 5])
      reader.push({
        choices: [],
        usage: { prompt_tokens: 11, completion_tokens: completion, total_tokens: 11 + completion },
      });
    expect(reader.facts()).toMatchObject({ inputTokens: 11, outputTokens: 5 });
  });

  test("a stream without include_usage says nothing of tokens", () => {
    const reader = createStreamReader("openai-chat");
    reader.push({ id: "c1", model: "gpt", choices: [{ index: 0, delta: { content: "Hi" } }], usage: null });
    reader.push({
      id: "c1",
      model: "gpt",
      choices: [{ index: 0, delta: {}, finish_reason: "stop" }],
      usage: null,
    });
    expect(reader.facts()).toMatchObject({
      inputTokens: null,
      outputTokens: null,
      tokenSource: "absent",
      finishReason: "stop",
    });
  });
});

const costOf = (fields: object): [number | null, readonly string[]] => {
  const facts = readReply("openai-chat", chat({ prompt_tokens: 1, completion_tokens: 1, ...fields }));
  return [facts.reportedCostNanoUsd, facts.notes];
};

describe("a stated cost", () => {
  test.each<[string, object, number | null, string[]]>([
    ["OpenRouter's dollars", { cost: 0.00014 }, 140_000, []],
    ["Perplexity's total", { cost: { input_tokens_cost: 0.1, total_cost: 0.006 } }, 6_000_000, []],
    ["xAI's ticks of 1e-10 USD", { cost_in_usd_ticks: 1_721_250 }, 172_125, []],
    ["zero beside tokens", { cost: 0 }, null, ["reported_cost_zero_ignored"]],
    ["less than zero", { cost: -1 }, null, ["reported_cost_negative_ignored"]],
    ["NaN", { cost: NaN }, null, ["reported_cost_unreadable_ignored"]],
    ["text", { cost: "0.1" }, null, ["reported_cost_unreadable_ignored"]],
    ["nothing", {}, null, []],
  ])("%s", (_, fields, cost, notes) => {
    expect(costOf(fields)).toEqual([cost, notes]);
  });
});

const countCalls = (calls: readonly object[]): number => {
  const reader = createStreamReader("openai-chat");
  for (const call of calls) reader.push({ choices: [{ index: 0, delta: { tool_calls: [call] } }] });
  return reader.facts().toolCallCount;
};

const call = (index: number, fields: object): object => ({ index, function: fields });

const choice = (index: number, reason: string): object => ({
  index,
  finish_reason: reason,
  message: { tool_calls: [{ function: { name: "a", arguments: "{}" } }] },
});

describe("tool calls", () => {
  test("are counted by index, because one call comes in many deltas", () => {
    expect(
      countCalls([
        call(0, { name: "a", arguments: "" }),
        call(0, { arguments: "{" }),
        call(0, { arguments: "}" }),
      ]),
    ).toBe(1);
    expect(countCalls([call(0, { name: "a" }), call(1, { name: "a" }), call(1, { arguments: "{}" })])).toBe(
      2,
    );
  });

  test("without an index come whole, each with its name", () => {
    expect(
      countCalls([
        { function: { name: "a", arguments: "{}" } },
        { function: { name: "b", arguments: "{}" } },
      ]),
    ).toBe(2);
  });

  test("of a second choice are not counted, nor is its finish", () => {
    const facts = readReply("openai-chat", {
      choices: [choice(1, "length"), choice(0, "tool_calls"), choice(2, "stop")],
    });
    expect(facts).toMatchObject({ toolCallCount: 1, finishReason: "tool_calls" });
  });
});
