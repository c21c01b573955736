import {
  readRecordings,
  RECORDINGS_MISSING,
  type Recording,
} from "../../../model/src/replies/recorded-replies.case.ts";
import {
  createStreamReader,
  readReply,
  recogniseShape,
  type ReplyFacts,
  type ReplyShape,
} from "@promptprof/model";
import fc from "fast-check";
import type { ServerResponse } from "node:http";
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encodeEvents } from "./frames/aws-event-stream.case.ts";
import { startProxied, type Proxied } from "./proxied.case.ts";
import { ReplyReading } from "./reply-reading.ts";

/** A recorded reply as its provider puts it on the wire. */
interface Wire {
  readonly name: string;
  readonly path: string;
  readonly contentType: string;
  readonly bytes: Buffer;
  readonly facts: ReplyFacts;
}

const PATHS: Readonly<Partial<Record<ReplyShape, string>>> = {
  "openai-chat": "/v1/chat/completions",
  "openai-responses": "/v1/responses",
  "openai-embeddings": "/v1/embeddings",
  "openai-media": "/v1/images/generations",
  "anthropic-messages": "/v1/messages",
  gemini: "/v1beta/models/gemini-3:generateContent",
  "gemini-interactions": "/v1beta/interactions",
  "vertex-predictions": "/v1/models/text-embedding-005:predict",
  "bedrock-converse": "/model/some.model/converse",
  cohere: "/v2/chat",
  mistral: "/v1/chat/completions",
};

const wires: Wire[] = readRecordings().flatMap(wireOf);

function wireOf({ name, events, body }: Recording): Wire[] {
  const shape = (events ?? [body]).map(recogniseShape).find((found) => found !== null) ?? null;
  const path = shape === null ? undefined : PATHS[shape];
  if (shape === null || path === undefined) return [];
  if (events === null) {
    const bytes = Buffer.from(JSON.stringify(body, null, 1));
    return [{ name, path, contentType: "application/json", bytes, facts: readReply(readAs(shape), body) }];
  }
  const reader = createStreamReader(readAs(shape));
  for (const event of events) reader.push(event);
  const isBedrock = shape === "bedrock-converse";
  const contentType = isBedrock ? "application/vnd.amazon.eventstream" : "text/event-stream; charset=utf-8";
  return [
    {
      name,
      path,
      contentType,
      bytes: isBedrock ? encodeEvents(events) : eventText(events),
      facts: reader.facts(),
    },
  ];
}

/** The path of Mistral's chat is OpenAI's; only its host tells, and here every host is the test's. */
function readAs(shape: ReplyShape): ReplyShape {
  return shape === "mistral" ? "openai-chat" : shape;
}

function eventText(events: readonly unknown[]): Buffer {
  return Buffer.from(events.map((event) => `event: x\r\ndata: ${JSON.stringify(event)}\r\n\r\n`).join(""));
}

function shapeOf(wire: Wire): ReplyShape {
  const found = Object.entries(PATHS).find(([, path]) => path === wire.path)?.[0];
  return found as ReplyShape;
}

async function factsIn(wire: Wire, cuts: readonly number[]): Promise<ReplyFacts> {
  const reading = new ReplyReading({
    shape: shapeOf(wire),
    provider: null,
    path: wire.path,
    status: 200,
    headers: { "content-type": wire.contentType },
    countsText: false,
  });
  const places = [...new Set(cuts.map((cut) => cut % wire.bytes.byteLength))].toSorted((a, b) => a - b);
  for (const [i, end] of [...places, wire.bytes.byteLength].entries()) {
    reading.push(wire.bytes.subarray(places[i - 1] ?? 0, end), i);
  }
  return (await reading.end()).facts;
}

describe.skipIf(RECORDINGS_MISSING)("recorded replies", () => {
  let proxied: Proxied;
  beforeAll(async () => {
    proxied = await startProxied();
  });
  afterAll(() => proxied.close());

  test("there are enough of them, of many shapes", () => {
    expect(wires.length).toBeGreaterThan(200);
    expect(new Set(wires.map(({ path }) => path)).size).toBeGreaterThan(8);
  });

  test("wherever the bytes are cut, the facts are those of the whole", async () => {
    const cuts = fc.array(fc.nat(), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...wires), cuts, async (wire, places) => {
        expect(await factsIn(wire, places)).toEqual(wire.facts);
      }),
      { numRuns: 400 },
    );
  });

  test("through the proxy the bytes are the same, and the call is what the reader makes of the reply", async () => {
    const before = (await proxied.calls()).length;
    for (const { path, contentType, bytes } of wires) {
      proxied.upstream.answer = (_request, response) => void sendInPieces(response, contentType, bytes);
      const { body } = await proxied.send(`/proxy/openai${path}`, { method: "POST", body: "{}" });
      expect(body.equals(bytes)).toBe(true);
    }
    const calls = (await proxied.calls())
      .slice(before)
      .toSorted((a, b) => (a.startTime < b.startTime ? -1 : 1));
    expect(calls).toHaveLength(wires.length);
    // Calls of one millisecond have no order, so they are compared as a whole.
    const told = wires.map(({ facts }) => tellsOf(facts));
    expect(calls.map(tellsOf).toSorted()).toEqual(told.toSorted());
  });
});

async function sendInPieces(response: ServerResponse, contentType: string, bytes: Buffer): Promise<void> {
  response.writeHead(200, { "content-type": contentType });
  const size = Math.ceil(bytes.byteLength / 7);
  for (let at = 0; at < bytes.byteLength; at += size) {
    response.write(bytes.subarray(at, at + size));
    await nextTurn();
  }
  response.end();
}

/** What a reply and its call both tell. */
function tellsOf(told: Pick<ReplyFacts, (typeof TOLD)[number]>): string {
  return JSON.stringify(TOLD.map((field) => told[field]));
}

const TOLD = [
  "responseId",
  "responseModel",
  "finishReason",
  "inputTokens",
  "cacheReadTokens",
  "cacheWriteTokens",
  "outputTokens",
  "reasoningTokens",
  "errorClass",
] as const;
