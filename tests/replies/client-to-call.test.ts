import { flush, profile, shutdown } from "@promptprof/sdk";
import { recogniseShape, type Call } from "@promptprof/model";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  readRecordings,
  RECORDINGS_MISSING,
  RECORDINGS_PATH,
  type Recording,
} from "../../packages/model/src/replies/recorded-replies.case.ts";
import { statedTokens, tokensOf } from "../../packages/model/src/replies/stated-tokens.case.ts";
import { startOtlpSink, type OtlpSink } from "../clients/otlp-sink.ts";

/** Where each provider's own API in OpenAI's shape stands. */
const BASE_URLS: Readonly<Record<string, string>> = {
  alibaba: "https://dashscope.aliyuncs.com/compatible-mode/v1",
  deepseek: "https://api.deepseek.com",
  groq: "https://api.groq.com/openai/v1",
  moonshotai: "https://api.moonshot.ai/v1",
  openai: "https://api.openai.com/v1",
  perplexity: "https://api.perplexity.ai",
  xai: "https://api.x.ai/v1",
};

const API_BY_SHAPE = { "openai-chat": "chat", "openai-responses": "responses" } as const;

/** Answers of chat completions and of the responses API, each behind OpenAI's own client with `profile()` on it. */
const recordings = readRecordings().flatMap((recording) => {
  const shape = (recording.events ?? [recording.body]).map(recogniseShape).find((found) => found !== null);
  const api = shape === "openai-chat" || shape === "openai-responses" ? API_BY_SHAPE[shape] : null;
  return api === null ? [] : [{ ...recording, api, stream: recording.events !== null }];
});

describe.skipIf(RECORDINGS_MISSING)(
  `a profiled client that is given the replies of ${RECORDINGS_PATH}`,
  () => {
    let sink: OtlpSink;
    beforeAll(async () => {
      sink = await startOtlpSink();
    });
    afterAll(async () => {
      await shutdown();
      await sink.close();
    });

    test.each(recordings)("$name: the call has the tokens that the reply states", async (recording) => {
      const call = await callOf(recording);
      expect(tokensOf(call)).toEqual({ ...statedTokens(recording), cacheWrite1hTokens: null });
      expect(call.tokenSource).toBe(call.inputTokens === null ? "absent" : "reported");
    });

    async function callOf(recording: (typeof recordings)[number]): Promise<Call> {
      const client = profile(
        new OpenAI({
          apiKey: "none",
          baseURL: BASE_URLS[recording.provider] ?? "http://127.0.0.1:1/v1",
          maxRetries: 0,
          fetch: () => Promise.resolve(replyOf(recording)),
        }),
        { endpoint: sink.url },
      );
      const { api, stream } = recording;
      const before = sink.calls().length;
      await (api === "chat" ? chat(client, stream) : respond(client, stream)).catch(() => undefined);
      await flush();
      const [call] = sink.calls().slice(before);
      return call ?? expect.unreachable("no call came");
    }
  },
);

async function chat(client: OpenAI, stream: boolean): Promise<void> {
  const request = { model: "m", messages: [{ role: "user" as const, content: "Hi" }] };
  if (!stream) return void (await client.chat.completions.create(request));
  for await (const _ of await client.chat.completions.create({ ...request, stream: true })) continue;
}

async function respond(client: OpenAI, stream: boolean): Promise<void> {
  const request = { model: "m", input: "Hi" };
  if (!stream) return void (await client.responses.create(request));
  for await (const _ of await client.responses.create({ ...request, stream: true })) continue;
}

/** The recorded reply as it came over the wire. */
function replyOf({ events, body }: Recording): Response {
  if (events === null) return Response.json(body);
  const lines = events.map((event) => `data: ${JSON.stringify(event)}\n\n`);
  return new Response([...lines, "data: [DONE]\n\n"].join(""), {
    headers: { "content-type": "text/event-stream" },
  });
}
