import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isRecord } from "./json.ts";
import { readReply } from "./read-reply.ts";
import { readRecordings, RECORDINGS_MISSING, RECORDINGS_PATH } from "./recorded-replies.case.ts";
import { recogniseShape } from "./recognise-shape.ts";
import type { ReplyFacts } from "./reply-facts.ts";
import { REPLY_SHAPES, type ReplyShape } from "./reply-shape.ts";
import { createStreamReader } from "./stream-reader.ts";
import { STREAMED } from "./streamed-body.case.ts";

const FIELD_NAMES = (
  "usage usageMetadata x_groq prompt_tokens completion_tokens total_tokens input_tokens output_tokens cost " +
  "prompt_tokens_details cached_tokens completion_tokens_details reasoning_tokens iterations cache_creation " +
  "cache_read_input_tokens cache_creation_input_tokens ephemeral_1h_input_tokens promptTokenCount " +
  "candidatesTokenCount thoughtsTokenCount toolUsePromptTokenCount inputTokens outputTokens cacheDetails ttl " +
  "billed_units tokens choices delta message content parts candidates tool_calls function functionCall output " +
  "type event_type status error code response item steps step interaction metadata contentBlockDelta " +
  "predictions embeddings statistics token_count eval_count prompt_eval_count model id index"
).split(" ");
const WORDS = (
  "message_start message_delta content_block_start content_block_delta text_delta response.completed compaction " +
  "response.output_item.added advisor_message message function_call tool_use message-end failed error constructor 1h"
).split(" ");

interface Stream {
  readonly name: string;
  readonly shape: ReplyShape;
  readonly events: readonly unknown[];
}

const recordings = readRecordings();
const streams: readonly Stream[] = recordings.flatMap(({ name, events }) => {
  const shape = (events ?? []).map(recogniseShape).find((found) => found !== null) ?? null;
  return events === null || shape === null ? [] : [{ name, shape, events }];
});
const bodies = recordings.flatMap(({ name, body, events }) => {
  const shape = events === null ? recogniseShape(body) : null;
  const streamed = shape === null ? undefined : STREAMED[shape];
  const isReply = isRecord(body) && body["error"] === undefined && body["embeddings"] === undefined;
  return shape !== null && streamed !== undefined && isReply && body["results"] === undefined
    ? [{ name, shape, body, streamed }]
    : [];
});
const anyStream = fc.constantFrom(
  ...(streams.length > 0 ? streams : [{ name: "", shape: "openai-chat" as const, events: [] }]),
);

function factsOfStream(shape: ReplyShape, events: readonly unknown[]): ReplyFacts {
  const reader = createStreamReader(shape);
  for (const event of events) reader.push(event);
  return reader.facts();
}

describe.skipIf(RECORDINGS_MISSING)(`recorded streams (${RECORDINGS_PATH})`, () => {
  test("say the same with pings, comments and broken lines between their events", () => {
    const noise = fc.constantFrom<unknown>(
      "[DONE]",
      null,
      {},
      [],
      { type: "ping" },
      { type: "keepalive" },
      '{"id":',
    );
    fc.assert(
      fc.property(
        anyStream,
        fc.array(fc.tuple(fc.nat(400), noise), { maxLength: 8 }),
        ({ shape, events }, inserted) => {
          const noisy = [...events];
          for (const [place, event] of inserted) noisy.splice(Math.min(place, noisy.length), 0, event);
          expect(factsOfStream(shape, noisy)).toEqual(factsOfStream(shape, events));
        },
      ),
      { numRuns: 300 },
    );
  });

  test("count no token twice where the events with usage arrive again", () => {
    for (const { shape, events } of streams) {
      const again = events.flatMap((event) =>
        /okens"|okenCount"/.test(JSON.stringify(event)) ? [event, event] : [event],
      );
      const { toolCallCount, ...facts } = factsOfStream(shape, events);
      const { toolCallCount: toolCallCountAgain, ...factsAgain } = factsOfStream(shape, again);
      expect(factsAgain).toEqual(facts);
      expect(toolCallCountAgain).toBeGreaterThanOrEqual(toolCallCount);
    }
  });

  test("that are cut anywhere state no more tokens than the whole one, and never zero for unknown", () => {
    const single = streams.filter(
      ({ shape, events }) => !factsOfStream(shape, events).notes.includes("reply_restarted"),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...single),
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ shape, events }, share) => {
          const whole = factsOfStream(shape, events);
          const cut = factsOfStream(shape, events.slice(0, Math.floor(share * events.length)));
          expect(cut.outputTokens ?? 0).toBeLessThanOrEqual(whole.outputTokens ?? 0);
          expect(cut.toolCallCount).toBeLessThanOrEqual(whole.toolCallCount);
          if (cut.tokenSource === "absent") expect([cut.inputTokens, cut.outputTokens]).toEqual([null, null]);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("read as one list say the same as event by event, as Gemini sends them without server-sent events", () => {
    for (const { shape, events } of streams)
      expect(readReply(shape, events)).toEqual(factsOfStream(shape, events));
  });

  test("of Responses end in an event with the whole body, which says the same by itself", () => {
    const whole = streams.flatMap(({ name, shape, events }) => {
      const closing = events.findLast(isClosing);
      return shape === "openai-responses" && closing !== undefined
        ? [{ name, events, body: closing.response }]
        : [];
    });
    expect(whole).toHaveLength(46);
    for (const { name, events, body } of whole) {
      const fromStream = factsOfStream("openai-responses", events);
      const fromBody = readReply("openai-responses", body);
      // Some writers leave the output out of the closing event: then only the stream knows the calls. And a body does
      // not know of other replies before it in the same stream, nor of the error event before it.
      const { toolCallCount, notes, errorType, ...rest } = fromBody;
      expect({ name, ...fromStream }).toMatchObject({ name, ...rest });
      expect(fromStream.notes.filter((note) => note !== "reply_restarted")).toEqual(notes);
      expect(toolCallCount === 0 || toolCallCount === fromStream.toolCallCount).toBe(true);
      expect(errorType === null).toBe(fromStream.errorType === null);
    }
  });
});

describe.skipIf(RECORDINGS_MISSING)(`recorded bodies (${RECORDINGS_PATH})`, () => {
  test("say the same sent as a stream, wherever text and arguments are cut", () => {
    expect(bodies).toHaveLength(93);
    const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 });
    for (const { name, shape, body, streamed } of bodies) {
      fc.assert(
        fc.property(places, (shares) => {
          const events = streamed(body, (whole) => cutAt(whole, shares));
          expect({ name, ...factsOfStream(shape, events) }).toEqual({ name, ...readReply(shape, body) });
        }),
        { numRuns: 5 },
      );
    }
  });
});

function cutAt(whole: string, shares: readonly number[]): readonly string[] {
  const places = shares.map((share) => Math.floor(share * whole.length)).toSorted((a, b) => a - b);
  return [...places, whole.length].map((place, index) => whole.slice(places[index - 1] ?? 0, place));
}

describe("any JSON", () => {
  const shape = fc.constantFrom(...REPLY_SHAPES);
  /** Objects that use the field names of the shapes, so that the readers are led astray deeply. */
  const { value: misleading } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "medium" },
      fc.jsonValue({ maxDepth: 1 }),
      fc.constantFrom(...WORDS),
      tie("object"),
      fc.array(tie("value"), { maxLength: 3 }),
    ),
    object: fc.dictionary(fc.constantFrom(...FIELD_NAMES), tie("value"), { maxKeys: 6 }),
  }));

  test("is read without a throw, into counts that fit each other", () => {
    fc.assert(
      fc.property(shape, fc.array(misleading, { maxLength: 5 }), (name, events) => {
        for (const facts of [factsOfStream(name, events), readReply(name, events[0])]) {
          expect(facts.cacheReadTokens ?? 0).toBeLessThanOrEqual(facts.inputTokens ?? Infinity);
          expect(facts.reasoningTokens ?? 0).toBeLessThanOrEqual(facts.outputTokens ?? Infinity);
          expect(facts.toolCallCount).toBeGreaterThanOrEqual(0);
        }
        expect([null, ...REPLY_SHAPES]).toContain(recogniseShape(events[0]));
      }),
      { numRuns: 1_000 },
    );
  });

  test("is read the same twice, and left as it was", () => {
    fc.assert(
      fc.property(shape, misleading, (name, body) => {
        const before = JSON.stringify(body);
        expect(readReply(name, body)).toEqual(readReply(name, body));
        expect(JSON.stringify(body)).toBe(before);
      }),
      { numRuns: 300 },
    );
  });
});

function isClosing(event: unknown): event is { response: unknown } {
  return (
    isRecord(event) &&
    ["response.completed", "response.incomplete", "response.failed"].includes(String(event["type"]))
  );
}
