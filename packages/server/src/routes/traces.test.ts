import { request } from "node:http";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { encodeCalls } from "@promptprof/otlp";
import type { CallsAnswer, LedgerAnswer } from "../contract.ts";
import { callObservation } from "../journal/observation.case.ts";
import { attributesOf, bodyOf, chatSpan, type JsonSpan } from "../otlp-json.case.ts";
import { JSON_TYPE, PROTOBUF, startTestServer, type TestServer } from "../test-server.case.ts";

let served: TestServer;
let before: LedgerAnswer;
let next = 0;
const now = Date.now();

beforeAll(async () => {
  served = await startTestServer({ env: { PROMPTPROF_LIMITS_BODY_BYTES: String(2 ** 24) } });
});
afterAll(() => served.remove());
beforeEach(async () => {
  before = await served.flush();
});

/** A span of its own trace that no other test sent. */
function span(rest: Record<string, unknown> = {}): JsonSpan {
  next += 1;
  return chatSpan(next, now - 60_000, rest);
}

async function send(
  body: Uint8Array | string,
  headers: Record<string, string> = JSON_TYPE,
  path = "/v1/traces",
) {
  const response = await served.post(path, body, headers);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** What the ledger gained since the test began. */
async function gained() {
  const after = await served.flush();
  const rejected: Record<string, number> = {};
  for (const [reason, n] of Object.entries(after.rejected)) {
    if (n > (before.rejected[reason] ?? 0)) rejected[reason] = n - (before.rejected[reason] ?? 0);
  }
  return { received: after.received - before.received, stored: after.stored - before.stored, rejected };
}

describe("what is answered to a sender", () => {
  test("everything taken: an empty JSON object, whatever the path in front", async () => {
    for (const path of ["/v1/traces", "/v1/traces/", "/api/public/otel/v1/traces", "/x/v1/traces?y=1"]) {
      expect(await send(bodyOf([span()]), JSON_TYPE, path)).toMatchObject({ status: 200, text: "{}" });
    }
    expect(await gained()).toEqual({ received: 4, stored: 4, rejected: {} });
  });

  test("an empty request succeeds in both encodings", async () => {
    expect(await send("{}")).toMatchObject({ status: 200, text: "{}" });
    expect(await send("", PROTOBUF)).toMatchObject({ status: 200, text: "" });
    expect(await gained()).toEqual({ received: 0, stored: 0, rejected: {} });
  });

  test("logs and metrics are taken too", async () => {
    for (const path of ["/v1/logs", "/v1/metrics"]) {
      expect(await send("", PROTOBUF, path)).toMatchObject({ status: 200, text: "" });
      expect(await send('{"resourceLogs":[],"resourceMetrics":[]}', JSON_TYPE, path)).toMatchObject({
        status: 200,
      });
      expect(await send("no", JSON_TYPE, path)).toMatchObject({ status: 400 });
    }
  });

  test("the user is a keyed hash and the project is there", async () => {
    const call = span();
    await send(bodyOf([call]));
    await served.flush();
    const { body } = await served.ask<CallsAnswer>(`/api/v1/calls?from=${now - 61_000}`);
    const stored = body.calls.find(({ traceId }) => traceId === call.traceId);
    expect(stored).toMatchObject({
      project: "default",
      prompt: "greet",
      version: "v1",
      service: "shop",
      inputTokens: 120,
    });
    expect(stored?.user).toMatch(/^[0-9a-f]{16}$/);
    expect(JSON.stringify(body)).not.toContain("ada@example.com");
  });
});

describe("bodies that cannot be read", () => {
  test("not protobuf is 400 with a google.rpc.Status in protobuf", async () => {
    const answer = await served.post("/v1/traces", "this is no protobuf", PROTOBUF);
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toBe("application/x-protobuf");
    const status = Buffer.from(await answer.arrayBuffer());
    // Field 1 (code) = 3 INVALID_ARGUMENT, field 2 (message) follows.
    expect([...status.subarray(0, 3)]).toEqual([0x08, 0x03, 0x12]);
  });

  test("not JSON is 400 with the reason", async () => {
    for (const text of ["{", "[]", "null", '"x"', "\u00ff\u0000"]) {
      const answer = await send(text);
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.text)).toEqual({ code: 3, message: expect.stringMatching(/./) });
    }
  });

  test("another content type is 415 and says what is right", async () => {
    for (const headers of [{ "content-type": "text/plain" }, { "content-type": "application/grpc" }, {}]) {
      const answer = await send(bodyOf([span()]), headers);
      expect(answer.status).toBe(415);
      expect(answer.text).toContain("send application/x-protobuf or application/json");
    }
    expect(await gained()).toEqual({ received: 0, stored: 0, rejected: {} });
  });

  test("a content type with parameters and capitals is fine", async () => {
    const headers = { "content-type": "Application/JSON; charset=utf-8" };
    expect(await send(bodyOf([span()]), headers)).toMatchObject({ status: 200 });
  });

  test("gzip is read; cut, faked and unknown encodings are refused", async () => {
    const packed = gzipSync(bodyOf([span()]));
    const gzip = { ...JSON_TYPE, "content-encoding": "gzip" };
    expect(await send(packed, gzip)).toMatchObject({ status: 200 });
    expect(await send(packed.subarray(0, packed.length / 2), gzip)).toMatchObject({ status: 400 });
    expect(await send("no gzip", gzip)).toMatchObject({ status: 400 });
    expect(await send(packed, { ...JSON_TYPE, "content-encoding": "zstd" })).toMatchObject({ status: 415 });
    expect(await gained()).toEqual({ received: 1, stored: 1, rejected: {} });
  });

  test("a body over the limit is 413, before and after decompression", async () => {
    const large = Buffer.alloc(2 ** 24 + 1, 32);
    const answer = await send(large);
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.text)).toMatchObject({ code: 8 });
    const bomb = gzipSync(Buffer.alloc(2 ** 27));
    expect(bomb.byteLength).toBeLessThan(200_000);
    expect(await send(bomb, { ...PROTOBUF, "content-encoding": "gzip" })).toMatchObject({ status: 413 });
    expect(await send(bodyOf([span()]))).toMatchObject({ status: 200 });
  });

  test("a client that goes away in the middle of a body harms nobody", async () => {
    const url = new URL(served.url);
    await new Promise<void>((resolve) => {
      const cut = request({
        host: url.hostname,
        port: url.port,
        path: "/v1/traces",
        method: "POST",
        headers: { ...JSON_TYPE, "content-length": 1000 },
      });
      cut.on("error", () => resolve());
      cut.write("{", () => cut.destroy(new Error("gone")));
    });
    expect(await send(bodyOf([span()]))).toMatchObject({ status: 200 });
    expect(await gained()).toEqual({ received: 1, stored: 1, rejected: {} });
  });
});

function withTokens(value: unknown): JsonSpan {
  return withAttribute("gen_ai.usage.input_tokens", value);
}

function withAttribute(key: string, value: unknown): JsonSpan {
  const attributes = attributesOf({ "gen_ai.operation.name": "chat", "gen_ai.request.model": "m" });
  return span({ attributes: [...attributes, { key, value }] });
}

function nested(depth: number): unknown {
  return depth === 0 ? { stringValue: "x" } : { arrayValue: { values: [nested(depth - 1)] } };
}

describe("spans that cannot be kept cost only themselves", () => {
  const spoilt: readonly (readonly [what: string, reason: string, make: () => JsonSpan])[] = [
    ["end before start", "end_before_start", () => span({ endTimeUnixNano: "1" })],
    [
      "a span of 1970",
      "start_out_of_range",
      () => span({ startTimeUnixNano: "1000", endTimeUnixNano: "2000" }),
    ],
    [
      "a span of 2200",
      "start_out_of_range",
      () => {
        const start = BigInt(Date.UTC(2200, 0, 1)) * 1_000_000n;
        return span({ startTimeUnixNano: String(start), endTimeUnixNano: String(start + 1n) });
      },
    ],
    ["a trace id of the wrong length", "invalid_trace_id", () => span({ traceId: "abcd" })],
    ["a span id of zeros", "invalid_span_id", () => span({ spanId: "0".repeat(16) })],
    ["negative tokens", "negative_tokens", () => withTokens({ intValue: "-5" })],
    ["tokens that are not a number", "tokens_not_a_number", () => withTokens({ doubleValue: "NaN" })],
    [
      "more tokens than there can be",
      "tokens_out_of_range",
      () => withTokens({ intValue: "9007199254740993" }),
    ],
    [
      "an attribute of 10 MB",
      "attribute_too_large",
      () => withAttribute("gen_ai.input.messages", { stringValue: "x".repeat(10 * 2 ** 20 + 1) }),
    ],
    ["an attribute nested 1,000 deep", "attribute_too_deep", () => withAttribute("deep", nested(1000))],
  ];

  test.each(spoilt)(
    "%s is counted as %s and the good span beside it is stored",
    async (_what, reason, make) => {
      const answer = await send(bodyOf([make(), span()]));
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.text)).toEqual({
        partialSuccess: { rejectedSpans: "1", errorMessage: expect.stringContaining(`1 ${reason}`) },
      });
      expect(await gained()).toEqual({ received: 2, stored: 1, rejected: { [reason]: 1 } });
    },
  );

  test("all of them in one request: each is counted, the good one is stored", async () => {
    const small = spoilt.filter(([what]) => !what.includes("MB"));
    const answer = await send(bodyOf([...small.map(([, , make]) => make()), span()]));
    expect(answer.status).toBe(200);
    const { received, stored, rejected } = await gained();
    expect({ received, stored }).toEqual({ received: small.length + 1, stored: 1 });
    expect(Object.values(rejected).reduce((a, b) => a + b, 0)).toBe(small.length);
  });

  test("unknown fields and NaN where nobody looks are no harm", async () => {
    const call = withAttribute("temperature", { doubleValue: "NaN" });
    expect(await send(bodyOf([{ ...call, fieldOfTomorrow: { a: [1, null] } }]))).toMatchObject({
      status: 200,
      text: "{}",
    });
    expect(await gained()).toEqual({ received: 1, stored: 1, rejected: {} });
  });

  test("invalid UTF-8 costs its span alone", async () => {
    const calls = [1, 2].map((n) => ({
      ...callObservation(900_000 + n, n).call,
      requestModel: `model-${n}`,
    }));
    const body = Buffer.from(encodeCalls(calls));
    body[body.indexOf("model-2")] = 0xff;
    const answer = await served.post("/v1/traces", body, PROTOBUF);
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer()).toString("latin1")).toContain("1 invalid_utf8");
    expect(await gained()).toEqual({ received: 2, stored: 1, rejected: { invalid_utf8: 1 } });
  });

  test("texts that are much too long are cut and say so", async () => {
    const call = span({
      attributes: attributesOf({
        "gen_ai.operation.name": "chat",
        "gen_ai.request.model": "m".repeat(100_000),
        "gen_ai.prompt.name": "p".repeat(600),
      }),
    });
    await send(bodyOf([call]));
    await served.flush();
    const { body } = await served.ask<CallsAnswer>(`/api/v1/calls?from=${now - 61_000}&note=text_cut`);
    expect(body.calls).toHaveLength(1);
    expect(body.calls[0]).toMatchObject({ requestModel: "m".repeat(512), prompt: "p".repeat(512) });
  });

  test("spans that are no calls are counted apart", async () => {
    const other = span({
      name: "GET /",
      kind: 2,
      attributes: attributesOf({ "http.request.method": "GET" }),
    });
    await send(
      bodyOf([
        other,
        span({
          attributes: [
            ...(other["attributes"] as unknown[]),
            ...attributesOf({ "promptprof.client.drops": 7 }),
          ],
        }),
      ]),
    );
    const after = await served.flush();
    expect(after.notCalls - before.notCalls).toBe(2);
    expect(after.clientDrops - before.clientDrops).toBe(7);
    expect(after.received).toBe(before.received);
  });
});
