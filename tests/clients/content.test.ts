import { flush, profile, prompt, shutdown, type ProfileOptions } from "@promptprof/sdk";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startOtlpSink, type OtlpSink } from "./otlp-sink.ts";

const story = prompt("story", [
  { role: "system", content: "Be kind." },
  { role: "user", content: "Once upon a time, {{hero}} met {{other}}." },
]);

describe("text leaves", () => {
  let sink: OtlpSink;
  beforeAll(async () => {
    sink = await startOtlpSink();
  });
  afterAll(async () => {
    await shutdown();
    await sink.close();
  });

  /** Everything that left of one call about Ann and Bob, streamed or not. */
  async function left(options: ProfileOptions, stream = false) {
    const client = profile(new OpenAI({ apiKey: "none", fetch: answer }), { ...options, endpoint: sink.url });
    const ask = { model: "m", ...story.render({ hero: "Ann", other: "Bob" }) };
    if (stream)
      for await (const chunk of await client.chat.completions.create({ ...ask, stream })) void chunk;
    else await client.chat.completions.create(ask);
    await flush();
    const attributes = sink.spans().at(-1)?.attributes;
    const input = attributes?.get("gen_ai.input.messages");
    const output = attributes?.get("gen_ai.output.messages");
    const texts = attributes?.get("promptprof.segments.texts");
    return { texts, input, output, body: sink.bodies.at(-1)?.toString("latin1") ?? "" };
  }

  test("not at all, unless somebody says so", async () => {
    const { texts, input, output, body } = await left({});
    expect({ texts, input, output }).toEqual({ texts: undefined, input: undefined, output: undefined });
    expect(body).not.toMatch(/Be kind|Ann|Bob|They/);
  });

  test("of templates alone, where content is static", async () => {
    const { texts, input, body } = await left({ content: "static" });
    expect(texts).toEqual(["Be kind.", "Once upon a time, ", "", " met ", "", "."]);
    expect(input).toBeUndefined();
    expect(body).not.toMatch(/Ann|Bob|They/);
  });

  test.each([false, true])(
    "whole, in the conventions' form, where content is full (streamed: %j)",
    async (stream) => {
      const { input, output } = await left({ content: "full" }, stream);
      expect(parsed(input)).toEqual([
        { role: "system", parts: [{ type: "text", content: "Be kind." }] },
        { role: "user", parts: [{ type: "text", content: "Once upon a time, Ann met Bob." }] },
      ]);
      expect(parsed(output)).toEqual([
        {
          role: "assistant",
          parts: [{ type: "text", content: "They danced with Bob." }],
          finish_reason: "stop",
        },
      ]);
    },
  );

  test("only after the hook has seen it, wherever it stands", async () => {
    const seen = new Set<string>();
    const redact = (text: string, path: string): string => {
      seen.add(path);
      return text.replaceAll("Bob", "***");
    };
    const { texts, output, body } = await left({ content: "full", redact }, true);
    expect(texts).toContain("Ann");
    expect(output).toContain("They danced with ***.");
    expect(body).not.toContain("Bob");
    expect([...seen]).toEqual(expect.arrayContaining(["user/other", "system", "output"]));
  });

  test("not where the hook fails, and the call goes on", async () => {
    const broken = (): never => {
      throw new Error("sabotage");
    };
    const { texts, body } = await left({ content: "full", redact: broken });
    expect(texts).toEqual(["", "", "", "", "", ""]);
    expect(body).not.toMatch(/Be kind|Ann|Bob|They/);
  });
});

function parsed(json: unknown): unknown {
  return typeof json === "string" ? JSON.parse(json) : json;
}

/** A server in the process that answers with one sentence, in pieces where a stream is asked for. */
const answer: typeof fetch = async (_url, init) => {
  const said = ["They danced", " with ", "Bob."];
  const end = { finish_reason: "stop", index: 0 };
  if (!JSON.stringify(init).includes(String.raw`\"stream\":true`))
    return Response.json({
      id: "1",
      choices: [{ message: { role: "assistant", content: said.join("") }, ...end }],
    });
  const chunks = [...said.map((content) => ({ index: 0, delta: { content } })), { delta: {}, ...end }];
  const lines = chunks.map((choice) => `data: ${JSON.stringify({ id: "1", choices: [choice] })}\n\n`);
  return new Response(`${lines.join("")}data: [DONE]\n\n`, {
    headers: { "content-type": "text/event-stream" },
  });
};
