import { expect, test } from "vitest";
import { MalformedBodyError } from "./body-error.ts";
import { decodeTraces } from "./decode-traces.ts";
import { NOW, START_NANO } from "./span-body.case.ts";

const sound = {
  traceId: "5B8EFFF798038103D269B633813FC60C",
  spanId: "EEE19B7EC3C1B174",
  name: "chat",
  startTimeUnixNano: START_NANO.toString(),
  endTimeUnixNano: (START_NANO + 2_000_000n).toString(),
};

function decode(spans: unknown, resource: unknown = {}) {
  const body = {
    resourceSpans: [{ resource, scopeSpans: [{ scope: { name: "s" }, spans, unknownField: 1 }] }],
  };
  return decodeTraces(Buffer.from(JSON.stringify(body)), "json", { now: NOW });
}

function attributeOf(value: unknown): unknown {
  return decode([{ ...sound, attributes: [{ key: "a", value }] }]).spans[0]?.attributes.get("a");
}

test("ids are hex in either case, times are text or numbers", () => {
  const [span] = decode([
    { ...sound, endTimeUnixNano: Number(START_NANO) + 2_000_000, parentSpanId: "" },
  ]).spans;
  expect(span).toMatchObject({
    traceId: "5b8efff798038103d269b633813fc60c",
    spanId: "eee19b7ec3c1b174",
    parentSpanId: null,
    startTime: NOW,
  });
  expect(span?.durationMs).toBeCloseTo(2, 2);
});

test("64-bit numbers are text or numbers, and NaN and the infinities are text", () => {
  expect(attributeOf({ intValue: "120" })).toBe(120);
  expect(attributeOf({ intValue: 120 })).toBe(120);
  expect(attributeOf({ intValue: "9223372036854775807" })).toBe(9_223_372_036_854_775_807n);
  expect(attributeOf({ doubleValue: "NaN" })).toBeNaN();
  expect(attributeOf({ doubleValue: "-Infinity" })).toBe(Number.NEGATIVE_INFINITY);
  expect(attributeOf({ bytesValue: "aGk=" })).toEqual(Buffer.from("hi"));
  expect(attributeOf({ arrayValue: {} })).toEqual([]);
  expect(attributeOf({ stringValueStrindex: 3 })).toBeNull();
  expect(attributeOf(null)).toBeNull();
});

test.each([
  ["ids in base64", { traceId: "W47/95gDgQPSabYzgT/GDA==" }, "invalid_trace_id"],
  ["a short span id", { spanId: "eee1" }, "invalid_span_id"],
  ["a parent that is no hex", { parentSpanId: "zzzzzzzzzzzzzzzz" }, "invalid_parent_span_id"],
  ["a time in words", { startTimeUnixNano: "yesterday" }, "unreadable"],
  ["an end before the start", { endTimeUnixNano: "1000" }, "end_before_start"],
  ["attributes that are no list", { attributes: { a: 1 } }, "unreadable"],
  ["an attribute without a key", { attributes: [{ value: { stringValue: "x" } }] }, "unreadable"],
  ["a number that is none", { attributes: [{ key: "n", value: { intValue: "many" } }] }, "unreadable"],
  ["events that are no list", { events: 7 }, "unreadable"],
])("%s cost that span alone", (_why, change, reason) => {
  const { spans, rejected } = decode([sound, { ...sound, ...change }, null]);
  expect(spans).toHaveLength(1);
  expect(rejected).toEqual(reason === "unreadable" ? { unreadable: 2 } : { [reason]: 1, unreadable: 1 });
});

test("a hundred thousand lists in each other are cut off, not followed", () => {
  const deep = '{"arrayValue":{"values":['.repeat(100_000) + "]}}".repeat(100_000);
  const span = JSON.stringify(sound).slice(0, -1);
  const spans = `[${span},"attributes":[{"key":"d","value":${deep}}]},${JSON.stringify(sound)}]`;
  const body = Buffer.from(`{"resourceSpans":[{"scopeSpans":[{"spans":${spans}}]}]}`);
  const decoded = decodeTraces(body, "json", { now: NOW });
  expect(decoded.rejected).toEqual({ attribute_too_deep: 1 });
  expect(decoded.spans).toHaveLength(1);
});

test("invalid UTF-8 costs the spans that hold it", () => {
  const body = Buffer.from(
    JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [sound, { ...sound, name: "~~" }] }] }] }),
  );
  body.set([0xc3, 0x28], body.indexOf("~~"));
  expect(decodeTraces(body, "json", { now: NOW })).toMatchObject({
    rejected: { invalid_utf8: 1 },
    spans: [{ name: "chat" }],
  });
});

test.each([
  ["{", "body is not JSON"],
  ["[]", "body is JSON, but not an object"],
  ['"spans"', "body is JSON, but not an object"],
  ['{"resourceSpans":{}}', "resourceSpans must be a list"],
  ['{"resourceSpans":[1]}', "resourceSpans[0] must be an object"],
  ['{"resourceSpans":[{"scopeSpans":[{"spans":"x"}]}]}', "spans must be a list"],
])("%s is malformed: %s", (text, message) => {
  expect(() => decodeTraces(Buffer.from(text), "json", { now: NOW })).toThrow(MalformedBodyError);
  expect(() => decodeTraces(Buffer.from(text), "json", { now: NOW })).toThrow(message);
});
