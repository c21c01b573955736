import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missing } from "../shared-files.ts";
import { startTinyModel, type TinyModel } from "../tiny-model/server.ts";
import { startPromptprof, type PromptprofUnderTest } from "./promptprof-under-test.ts";

describe.skipIf(missing("data/model/stories260K.bin"))(
  "a real client through the proxy to a real model",
  () => {
    let model: TinyModel;
    let promptprof: PromptprofUnderTest;
    let direct: OpenAI;
    let proxied: OpenAI;

    beforeAll(async () => {
      model = await startTinyModel({ port: 0 });
      promptprof = await startPromptprof({
        config: `proxy: { upstreams: { tiny: { url: "${model.url}" } } }`,
      });
      const options = { apiKey: "sk-none", maxRetries: 0 };
      direct = new OpenAI({ ...options, baseURL: `${model.url}/v1` });
      proxied = new OpenAI({
        ...options,
        baseURL: `${promptprof.url}/proxy/tiny/p/story/v1`,
        defaultHeaders: { "x-promptprof-team": "tales", "x-promptprof-include-usage": "true" },
      });
    });
    afterAll(async () => {
      await promptprof.stop();
      await model.close();
    });

    const messages = [{ role: "user", content: "Once upon a time" }] as const;
    const request = { model: "stories260k", max_tokens: 40, temperature: 0, messages: [...messages] };

    async function newestCall() {
      await promptprof.flush();
      return (await promptprof.calls("prompt=story"))[0];
    }

    test("a reply is the one that the model gives without it, and becomes a call", async () => {
      const [bare, passed] = [
        await direct.chat.completions.create(request),
        await proxied.chat.completions.create(request),
      ];
      expect(passed.choices).toEqual(bare.choices);
      expect(passed.usage).toEqual(bare.usage);
      expect(passed._request_id).toMatch(/^req_/);
      expect(await newestCall()).toMatchObject({
        prompt: "story",
        team: "tales",
        stream: false,
        inputTokens: bare.usage?.prompt_tokens,
        outputTokens: 40,
        finishReason: "length",
      });
    });

    test("a stream is the one that the model gives without it, its usage hidden, its times those of the model", async () => {
      const texts: string[] = [];
      for (const client of [direct, proxied]) {
        let text = "";
        for await (const chunk of await client.chat.completions.create({ ...request, stream: true })) {
          expect(chunk.choices).toHaveLength(1);
          text += chunk.choices[0]?.delta.content ?? "";
        }
        texts.push(text);
      }
      expect(texts[1]).toBe(texts[0]);
      const call = await newestCall();
      expect(call).toMatchObject({ stream: true, outputTokens: 40, tokenSource: "reported" });
      const truth = model.log.at(-1);
      // The proxy's clock holds the model's: it starts before and ends after. A busy machine is no bug.
      expect(call?.ttftMs).toBeGreaterThanOrEqual((truth?.firstTokenAt ?? 0) - (truth?.receivedAt ?? 0) - 1);
      expect(call?.durationMs).toBeGreaterThanOrEqual(call?.ttftMs ?? Infinity);
    });

    test("responses stream too, and an error is the client's own error", async () => {
      const events: string[] = [];
      const stream = await proxied.responses.create({
        model: "stories260k",
        input: "Once",
        max_output_tokens: 5,
        stream: true,
      });
      for await (const event of stream) events.push(event.type);
      expect(events.at(-1)).toMatch(/^response\.(completed|incomplete)$/);
      expect(await newestCall()).toMatchObject({ operation: "chat", outputTokens: 5 });

      const failed = proxied.chat.completions.create({ ...request, model: "stories260k-rate-limited" });
      await expect(failed).rejects.toBeInstanceOf(OpenAI.RateLimitError);
      expect(await newestCall()).toMatchObject({
        errorClass: "rate_limit",
        httpStatus: 429,
        inputTokens: null,
      });
    });

    test("an upstream that is not there is the client's own error with our words", async () => {
      const client = new OpenAI({ apiKey: "x", maxRetries: 0, baseURL: `${promptprof.url}/proxy/tinyy/v1` });
      const failed = client.chat.completions.create(request);
      await expect(failed).rejects.toThrow(/no upstream is called "tinyy"; did you mean tiny\?/);
    });
  },
);
