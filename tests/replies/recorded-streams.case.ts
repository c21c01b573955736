import Anthropic from "@anthropic-ai/sdk";
import { GoogleGenAI } from "@google/genai";
import { recogniseShape, type ReplyShape } from "@promptprof/model";
import OpenAI from "openai";
import { readRecordings, type Recording } from "../../packages/model/src/replies/recorded-replies.case.ts";
import { collect } from "../clients/side-by-side.case.ts";

/** Puts something around a client. */
export type Wrap = <Client extends object>(client: Client) => Client;
/** Reads a stream to its end by the client of its format, from this base URL. */
export type Read = (url: string, wrap: Wrap) => Promise<unknown>;

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
export const PROVIDERS: Readonly<Partial<Record<ReplyShape, string>>> = {
  "openai-chat": "openai",
  "openai-responses": "openai",
  "anthropic-messages": "anthropic",
  gemini: "gcp.gemini",
  "gemini-interactions": "gcp.gemini",
};

/** A recording of a stream that one of the clients can read. */
export interface RecordedStream extends Recording {
  readonly events: readonly unknown[];
  readonly shape: ReplyShape;
  readonly read: Read;
}

/** Recorded streams of the shapes that the clients speak. */
export const recordedStreams: readonly RecordedStream[] = readRecordings().flatMap((recording) => {
  const { events } = recording;
  const shape = events?.map(recogniseShape).find((found) => found !== null) ?? null;
  const read = shape === null ? undefined : READ[shape];
  return events === null || shape === null || read === undefined
    ? []
    : [{ ...recording, events, shape, read }];
});
