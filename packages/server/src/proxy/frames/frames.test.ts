import fc from "fast-check";
import { expect, test } from "vitest";
import { frame } from "./aws-event-stream.case.ts";
import { awsEventStream } from "./aws-event-stream.ts";
import { EVENT_MAX, FramesError, type EventFrames, type OnEvent } from "./event-frames.ts";
import { jsonLines } from "./json-lines.ts";
import { jsonList } from "./json-list.ts";
import { serverSentEvents } from "./server-sent-events.ts";

type Open = (onEvent: OnEvent) => EventFrames;

function eventsOf(open: Open, pieces: readonly (Buffer | string)[]): unknown[] {
  const events: unknown[] = [];
  const frames = open((event) => events.push(event));
  for (const piece of pieces) frames.push(Buffer.from(piece));
  frames.end();
  return events;
}

const TEXT = 'é☕ \u2028 \\ " { } \n data: x';
const EVENTS = [{ a: TEXT }, { b: [{ c: {} }] }, { d: "" }];

const WIRES: readonly [name: string, open: Open, bytes: Buffer][] = [
  ...["\n", "\r\n", "\r"].map((end): [string, Open, Buffer] => [
    `server-sent events with ${JSON.stringify(end)}`,
    serverSentEvents,
    Buffer.from(
      [
        ": hello",
        "",
        ...EVENTS.flatMap((event) => ["event: e", `data: ${JSON.stringify(event)}`, "id: 1", ""]),
      ].join(end) + `${end}data:[DONE]${end}${end}`,
    ),
  ]),
  ["JSON lines", jsonLines, Buffer.from(EVENTS.map((event) => `${JSON.stringify(event)}\n`).join("\n"))],
  ["a JSON list", jsonList, Buffer.from(JSON.stringify(EVENTS, null, 2))],
  [
    "Amazon's event stream",
    awsEventStream,
    Buffer.concat(
      EVENTS.flatMap((event) =>
        Object.entries(event).map(([kind, payload]) => frame({ ":event-type": kind }, payload)),
      ),
    ),
  ],
];

test.each(WIRES)("%s: wherever the bytes are cut, the events are the same", (_name, open, bytes) => {
  expect(eventsOf(open, [bytes])).toEqual(EVENTS);
  for (let at = 0; at <= bytes.byteLength; at++) {
    expect(eventsOf(open, [bytes.subarray(0, at), bytes.subarray(at)])).toEqual(EVENTS);
  }
  fc.assert(
    fc.property(fc.array(fc.nat(bytes.byteLength), { maxLength: 20 }), (cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.byteLength];
      const pieces = places.slice(1).map((end, i) => bytes.subarray(places[i] ?? 0, end));
      expect(eventsOf(open, pieces)).toEqual(EVENTS);
    }),
  );
});

test("data over several lines is one event, and what is no JSON is passed over", () => {
  const text = 'data: {"a":\ndata: 1}\n\ndata\n\ndatum: 2\n\ndata: nonsense\n\ndata: {"b":2}';
  expect(eventsOf(serverSentEvents, [text])).toEqual([{ a: 1 }, { b: 2 }]);
});

test("an object alone counts as a list of one", () => {
  expect(eventsOf(jsonList, ['{"error":{"code":400}}'])).toEqual([{ error: { code: 400 } }]);
});

test("an event of InvokeModel holds the provider's own event", () => {
  const own = { type: "message_start", message: { id: "m" } };
  const payload = { bytes: Buffer.from(JSON.stringify(own)).toString("base64"), p: "abc" };
  expect(eventsOf(awsEventStream, [frame({ ":event-type": "chunk" }, payload)])).toEqual([own]);
});

test("an exception is an event of its kind, with or without a payload", () => {
  const thrown = frame(
    { ":message-type": "exception", ":exception-type": "throttlingException" },
    { message: "slow" },
  );
  const error = frame(
    { ":message-type": "error", ":error-code": "internalServerException", ":error-message": "x" },
    null,
  );
  expect(eventsOf(awsEventStream, [thrown, error])).toEqual([
    { throttlingException: { message: "slow" } },
    { internalServerException: { message: "x" } },
  ]);
});

test("bytes that contradict their checksums, and events beyond any size, are given up on", () => {
  const bytes = frame({ ":event-type": "x" }, { a: 1 });
  for (const at of [0, 9, 20, bytes.byteLength - 1]) {
    const spoilt = Buffer.from(bytes);
    spoilt[at] = (spoilt[at] ?? 0) ^ 0xff;
    expect(() => eventsOf(awsEventStream, [spoilt])).toThrow(FramesError);
  }
  const long = Buffer.alloc(EVENT_MAX + 1, "x");
  expect(() => eventsOf(serverSentEvents, ["data: ", long])).toThrow(FramesError);
  expect(() => eventsOf(jsonList, ['[{"a":"', long])).toThrow(FramesError);
});
