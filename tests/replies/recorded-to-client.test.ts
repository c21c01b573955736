import Anthropic from "@anthropic-ai/sdk";
import { GoogleGenAI } from "@google/genai";
import { createStreamReader, recogniseShape, type Call, type ReplyShape } from "@promptprof/model";
import { flush, profile, shutdown } from "@promptprof/sdk";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  readRecordings,
  RECORDINGS_MISSING,
  RECORDINGS_PATH,
} from "../../packages/model/src/replies/recorded-replies.case.ts";
import { tokensOf } from "../../packages/model/src/replies/stated-tokens.case.ts";
import { outcomeOf } from "../clients/compared.ts";
import { startOtlpSink, type OtlpSink } from "../clients/otlp-sink.ts";
import { collect } from "../clients/side-by-side.case.ts";
import { startRecordedServer, type RecordedServer } from "./recorded-server.case.ts";

type Wrap = <Client extends object>(client: Client) => Client;
type Read = (url: string, wrap: Wrap) => Promise<unknown>;

const MESSAGES = [{ role: "user" as const, content: "Hi" }];

/** How the client of each shape reads a stream of it to its end. */
const READ: Readonly<Partial<Record<ReplyShape, Read>>> = {
  "openai-chat": async (url, wrap) => {
    const client = wrap(new OpenAI({ apiKey: "none", baseURL: url, maxRetries: 0 }));
    // As those who recorded did; who does not ask is shown no usage.
    const stream_options = { include_usage: true };
    const request = { model: "m", messages: MESSAGES, stream: true as const, stream_options };
    return collect(await client.chat.completions.create(request));
  },
  "openai-responses": async (url, wrap) => {
    const client = wrap(new OpenAI({ apiKey: "none", baseURL: url, maxRetries: 0 }));
    return collect(await client.responses.create({ model: "m", input: "Hi", stream: true }));
  },
  "anthropic-messages": async (url, wrap) => {
    const client = wrap(new Anthropic({ apiKey: "none", baseURL: url, maxRetries: 0 }));
    const request = { model: "m", max_tokens: 9, messages: MESSAGES, stream: true as const };
    return collect(await client.messages.create(request));
  },
  gemini: async (url, wrap) => {
    const client = wrap(new GoogleGenAI({ apiKey: "none", httpOptions: { baseUrl: url } }));
    return collect(await client.models.generateContentStream({ model: "m", contents: "Hi" }));
  },
  "gemini-interactions": async (url, wrap) => {
    const client = wrap(new GoogleGenAI({ apiKey: "none", httpOptions: { baseUrl: url } }));
    return collect(await client.interactions.create({ model: "m", input: "Hi", stream: true }));
  },
};
const PROVIDERS: Readonly<Partial<Record<ReplyShape, string>>> = {
  "openai-chat": "openai",
  "openai-responses": "openai",
  "anthropic-messages": "anthropic",
  gemini: "gcp.gemini",
  "gemini-interactions": "gcp.gemini",
};

/** Recorded streams of the shapes that the clients speak. */
const recordings = readRecordings().flatMap((recording) => {
  const { events } = recording;
  const shape = events?.map(recogniseShape).find((found) => found !== null) ?? null;
  const read = shape === null ? undefined : READ[shape];
  return events === null || shape === null || read === undefined
    ? []
    : [{ ...recording, events, shape, read }];
});

describe.skipIf(RECORDINGS_MISSING)(`clients that are given the streams of ${RECORDINGS_PATH}`, () => {
  let sink: OtlpSink;
  let server: RecordedServer;
  beforeAll(async () => {
    sink = await startOtlpSink();
    server = await startRecordedServer(recordings);
  });
  afterAll(async () => {
    await shutdown();
    await Promise.all([server.close(), sink.close()]);
  });

  test.each(recordings.map((recording, index) => ({ ...recording, index })))(
    "$name: the caller has the same items, and the call what the reader says",
    async ({ index, shape, events, read }) => {
      const url = server.urlOf(index);
      const bare = await outcomeOf(() => read(url, (client) => client));
      const before = sink.calls().length;
      const seen = await outcomeOf(() => read(url, (client) => profile(client, { endpoint: sink.url })));
      expect(seen).toEqual(bare);
      await flush();
      const calls = sink.calls().slice(before);
      expect(calls).toHaveLength(1);
      const reader = createStreamReader(shape, PROVIDERS[shape] ?? null);
      for (const event of events) reader.push(event);
      const { responseId, responseModel, finishReason, errorClass, ...facts } = reader.facts();
      // What the client itself cannot read ends the call there, with the client's own error.
      if (bare.error !== undefined) return;
      expect(saidBy(calls[0] as Call)).toEqual({
        responseId,
        responseModel,
        finishReason,
        errorClass,
        tokens: tokensOf(facts),
      });
    },
  );
});

function saidBy(call: Call) {
  const { responseId, responseModel, finishReason, errorClass } = call;
  return { responseId, responseModel, finishReason, errorClass, tokens: tokensOf(call) };
}
