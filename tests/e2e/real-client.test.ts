import { callIdOf, flush, profile, prompt, score, shutdown } from "@promptprof/sdk";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missing } from "../shared-files.ts";
import { startTinyModel, type TinyModel } from "../tiny-model/server.ts";
import { startPromptprof, type PromptprofUnderTest } from "./promptprof-under-test.ts";

const story = prompt("story", "Once upon a time, {{hero}} went to the {{place}}.");

const scored = prompt("scored", "Once upon a time, there was {{hero}}.");

describe.skipIf(missing("data/model/stories260K.bin"))("a real client, a real model, a real store", () => {
  let model: TinyModel;
  let promptprof: PromptprofUnderTest;
  let client: OpenAI;

  beforeAll(async () => {
    model = await startTinyModel({ port: 0 });
    promptprof = await startPromptprof();
    client = profile(new OpenAI({ baseURL: `${model.url}/v1`, apiKey: "none", maxRetries: 1 }), {
      endpoint: promptprof.url,
    });
  });

  afterAll(async () => {
    await shutdown();
    await promptprof.stop();
    await model.close();
  });

  async function storedCalls(question: string) {
    await flush();
    await promptprof.flush();
    return promptprof.calls(question);
  }

  test("a score comes to its call, at once or by an id that was kept", async () => {
    const answer = await client.chat.completions.create({
      model: "stories260k",
      max_tokens: 8,
      ...scored.render({ hero: "Tim" }),
    });
    score(answer, "helpful", true, { label: "thumb up" });
    const id = callIdOf(answer) ?? "";
    const [call] = await storedCalls("prompt=scored");
    score(id, "close", 0.25, { source: "rule" });
    expect(call?.responseId).toBe(id);
    const [later] = await storedCalls("prompt=scored");
    expect(later?.scores).toEqual(
      expect.arrayContaining([
        { name: "helpful", value: 1, label: "thumb up", source: "user_feedback" },
        { name: "close", value: 0.25, label: null, source: "rule" },
      ]),
    );
  });

  test("a streamed call has its prompt, version, tokens and true times", async () => {
    const stream = await client.chat.completions.create({
      model: "stories260k",
      stream: true,
      max_tokens: 60,
      ...story.render({ hero: "Lily", place: "park" }),
    });
    for await (const chunk of stream) expect(chunk.object).toBe("chat.completion.chunk");

    const [call, ...others] = await storedCalls("prompt=story");
    expect(others).toEqual([]);
    expect(call).toMatchObject({
      prompt: "story",
      version: story.version,
      promptSource: "named",
      provider: "openai",
      operation: "chat",
      requestModel: "stories260k",
      stream: true,
      attempts: 1,
      errorClass: null,
      finishReason: "length",
      outputTokens: 60,
      tokenSource: "reported",
      costNanoUsd: null,
      pricing: { status: "unpriced", reason: "unknown_model" },
    });
    const inputTokens = call?.inputTokens ?? 0;
    expect(inputTokens).toBeGreaterThan(10);
    expect(call?.segments.map(({ kind }) => kind)).toEqual([
      "static",
      "variable",
      "static",
      "variable",
      "static",
    ]);
    expect(call?.segments.reduce((sum, { tokens }) => sum + (tokens ?? 0), 0)).toBe(inputTokens);

    const truth = model.log.at(-1);
    const serverTtftMs = (truth?.firstTokenAt ?? 0) - (truth?.receivedAt ?? 0);
    // The client's time holds the server's: it starts before and ends after. No upper bound: a busy machine is no bug.
    expect(call?.ttftMs).toBeGreaterThanOrEqual(serverTtftMs - 1);
    expect(call?.durationMs).toBeGreaterThanOrEqual(call?.ttftMs ?? Infinity);
    const tpotMs = ((call?.durationMs ?? 0) - (call?.ttftMs ?? 0)) / 59;
    expect(call?.tpotMs).toBeCloseTo(tpotMs, 1);
  });

  test("a call that succeeds on its second attempt is one call with two attempts and no error", async () => {
    await client.chat.completions.create({
      model: "stories260k-flaky",
      max_tokens: 5,
      messages: [{ role: "user", content: "Once" }],
    });
    const calls = await storedCalls("model=stories260k-flaky");
    expect(calls.map(({ attempts, errorClass }) => ({ attempts, errorClass }))).toEqual([
      { attempts: 2, errorClass: null },
    ]);
  });

  test("a call that fails is a call with its class, and no tokens are made up", async () => {
    const failed = client.chat.completions.create({
      model: "stories260k-rate-limited",
      messages: [{ role: "user", content: "Once" }],
    });
    await expect(failed).rejects.toBeInstanceOf(OpenAI.RateLimitError);
    const [call] = await storedCalls("model=stories260k-rate-limited");
    expect(call).toMatchObject({
      errorClass: "rate_limit",
      httpStatus: 429,
      attempts: 2,
      inputTokens: null,
      outputTokens: null,
      pricing: { status: "unpriced", reason: "failed_without_tokens" },
    });
  });

  test("the ledger accounts for every call that the program made", async () => {
    const ledger = await promptprof.flush();
    expect(ledger).toMatchObject({
      received: 4,
      stored: 4,
      duplicate: 0,
      rejected: {},
      waiting: 0,
      clientDrops: 0,
    });
    expect(ledger.unpriced).toEqual({ unknown_model: 3, failed_without_tokens: 1 });
  });
});

describe.skipIf(missing("data/model/stories260K.bin"))("with a price entry in the config", () => {
  test("the same call costs what the entry says, in four parts", async () => {
    const config = "prices:\n  - model: stories260k\n    inputUsdPerMTok: 0.10\n    outputUsdPerMTok: 0.40\n";
    const [model, promptprof] = await Promise.all([startTinyModel({ port: 0 }), startPromptprof({ config })]);
    const client = profile(new OpenAI({ baseURL: `${model.url}/v1`, apiKey: "none" }), {
      endpoint: promptprof.url,
    });
    await client.chat.completions.create({
      model: "stories260k",
      max_tokens: 5,
      ...story.render({ hero: "Tim", place: "zoo" }),
    });
    await flush();
    await promptprof.flush();
    const [call] = await promptprof.calls("prompt=story");
    const input = (call?.inputTokens ?? 0) * 100;
    const output = 5 * 400;
    expect(call?.costNanoUsd).toEqual({ input, cacheRead: 0, cacheWrite: 0, output, total: input + output });
    expect(call?.pricing).toMatchObject({ status: "priced", row: "config/stories260k" });
    await shutdown();
    await promptprof.stop();
    await model.close();
  });
});
