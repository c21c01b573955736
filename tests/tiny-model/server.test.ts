import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tinyModelMissing } from "./files.ts";
import { startTinyModel, type TinyModel } from "./server.ts";

const missing = tinyModelMissing();

describe.skipIf(missing !== null)(
  `the tiny model behind OpenAI's API${missing === null ? "" : ` (${missing})`}`,
  () => {
    let server: TinyModel;
    let client: OpenAI;
    beforeAll(async () => {
      server = await startTinyModel({ port: 0 });
      client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: "none" });
    });
    afterAll(() => server.close());

    const once = [{ role: "user", content: "Once upon a time" }] as const;
    const ask = { model: "stories260k", messages: [...once], temperature: 0, max_tokens: 11 };

    test("a chat completion continues the story and counts its tokens", async () => {
      const completion = await client.chat.completions.create(ask);
      expect(completion.choices[0]?.message.content).toBe(", there was a little girl named Lily.");
      expect(completion.choices[0]?.finish_reason).toBe("length");
      expect(completion.usage).toMatchObject({ prompt_tokens: 5, completion_tokens: 11, total_tokens: 16 });
    });

    test("a stream has the role, a chunk a token, the reason, and the usage when asked for", async () => {
      const stream = await client.chat.completions.create({
        ...ask,
        stream: true,
        stream_options: { include_usage: true },
      });
      const chunks = await collect(stream);
      expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("")).toBe(
        ", there was a little girl named Lily.",
      );
      expect(chunks).toHaveLength(1 + 11 + 1 + 1);
      expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe("length");
      expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: 11 } });
    });

    test("without include_usage no chunk has a usage", async () => {
      const chunks = await collect(await client.chat.completions.create({ ...ask, stream: true }));
      expect(chunks.filter((chunk) => chunk.usage !== undefined)).toEqual([]);
    });

    test("a stop text ends the reply before it", async () => {
      const completion = await client.chat.completions.create({ ...ask, max_tokens: 100, stop: [" Lily"] });
      expect(completion.choices[0]).toMatchObject({
        message: { content: ", there was a little girl named" },
        finish_reason: "stop",
      });
    });

    test("a response has the same text and usage", async () => {
      const response = await client.responses.create({
        model: "stories260k",
        input: "Once upon a time",
        temperature: 0,
        max_output_tokens: 11,
      });
      expect(response.output_text).toBe(", there was a little girl named Lily.");
      expect(response).toMatchObject({ status: "incomplete", usage: { input_tokens: 5, output_tokens: 11 } });
    });

    test("a streamed response ends with one event that has all of it", async () => {
      const stream = await client.responses.create({
        model: "stories260k",
        input: "Once upon a time",
        temperature: 0,
        max_output_tokens: 11,
        stream: true,
      });
      const events = await collect(stream);
      expect(events.filter((event) => event.type === "response.output_text.delta")).toHaveLength(11);
      expect(events.map((event) => event.sequence_number)).toEqual(events.map((_, i) => i));
      expect(events.at(-1)).toMatchObject({
        type: "response.incomplete",
        response: { usage: { total_tokens: 16 } },
      });
    });

    test("a prompt that leaves no room is 400 context_length_exceeded", async () => {
      const messages = [{ role: "user" as const, content: "park ".repeat(400) }];
      await expect(client.chat.completions.create({ ...ask, messages })).rejects.toMatchObject({
        status: 400,
        code: "context_length_exceeded",
      });
    });

    test("an unknown model is 404", async () => {
      await expect(client.chat.completions.create({ ...ask, model: "gpt-0" })).rejects.toMatchObject({
        status: 404,
        code: "model_not_found",
      });
    });

    test("a rate-limited model is 429 with a time to come back, for each attempt", async () => {
      const before = server.log.length;
      const call = client.chat.completions.create({ ...ask, model: "stories260k-rate-limited" });
      await expect(call).rejects.toMatchObject({ status: 429, code: "rate_limit_exceeded" });
      expect(server.log.slice(before).map((served) => served.status)).toEqual([429, 429, 429]);
    });

    test("a flaky model is 503, then an answer", async () => {
      const before = server.log.length;
      await client.chat.completions.create({ ...ask, model: "stories260k-flaky" });
      expect(server.log.slice(before).map((served) => served.status)).toEqual([503, 200]);
    });

    test("a stream that is cut is an error to the reader, and so is an error event", async () => {
      for (const model of ["stories260k-cut", "stories260k-failing"]) {
        await expect(
          client.chat.completions.create({ ...ask, model, stream: true }).then(collect),
        ).rejects.toThrow(/terminated|the model failed/);
      }
    });

    test("decoding stops when the reader goes away", async () => {
      const stream = await client.chat.completions.create({ ...ask, max_tokens: 400, stream: true });
      for await (const chunk of stream) if (chunk.choices[0]?.delta.content) break;
      await expect.poll(() => server.log.at(-1)?.aborted).toBe(true);
      expect(server.log.at(-1)?.completionTokens).toBeLessThan(400);
    });

    test("the log has the times in order", async () => {
      await client.chat.completions.create(ask);
      const { receivedAt, firstTokenAt, lastTokenAt } = server.log.at(-1) as TinyModel["log"][number];
      expect([receivedAt, firstTokenAt, lastTokenAt]).toEqual(
        [receivedAt, firstTokenAt, lastTokenAt].toSorted((a, b) => Number(a) - Number(b)),
      );
    });

    test("two requests at once are both served, neither waits for the other's end", async () => {
      const first = client.chat.completions.create({ ...ask, max_tokens: 100 });
      const second = client.chat.completions.create({ ...ask, max_tokens: 100 });
      await Promise.all([first, second]);
      const [a, b] = server.log.slice(-2) as [TinyModel["log"][number], TinyModel["log"][number]];
      expect(b.firstTokenAt).toBeLessThan(a.lastTokenAt as number);
    });

    test("its models are listed", async () => {
      const ids = (await client.models.list()).data.map((model) => model.id);
      expect(ids).toContain("stories260k");
    });

    test.each([
      "{",
      "[]",
      '{"model":"stories260k"}',
      '{"model":"stories260k","messages":[],"max_tokens":0.5}',
    ])("the body %s is a 400 with a message", async (body) => {
      const response = await fetch(`${server.url}/v1/chat/completions`, { method: "POST", body });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: { message: expect.any(String) } });
    });
  },
);

async function collect<Item>(stream: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of stream) items.push(item);
  return items;
}
