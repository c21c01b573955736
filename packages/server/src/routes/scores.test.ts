import { afterAll, beforeAll, expect, test } from "vitest";
import type { CallRow, CallsAnswer, ScoresAccepted, ScoresAnswer } from "../contract.ts";
import { attributesOf, bodyOf, chatSpan, type JsonSpan } from "../otlp-json.case.ts";
import { JSON_TYPE, startTestServer, type TestServer } from "../test-server.case.ts";

let served: TestServer;
beforeAll(async () => {
  served = await startTestServer();
});
afterAll(() => served.remove());

const NOW = Date.now();

/** A call whose answer has the id `chatcmpl-N`. */
function span(n: number): JsonSpan {
  const plain = chatSpan(n, NOW);
  const { attributes } = plain;
  const id = attributesOf({ "gen_ai.response.id": `chatcmpl-${n}` });
  return { ...plain, attributes: [...(Array.isArray(attributes) ? attributes : []), ...id] };
}

async function storeCall(n: number): Promise<void> {
  await served.post("/v1/traces", bodyOf([span(n)]), JSON_TYPE);
  await served.flush();
}

async function score(body: unknown): Promise<{ status: number; body: ScoresAccepted & { error?: string } }> {
  const response = await served.post("/api/v1/scores", JSON.stringify(body), JSON_TYPE);
  return { status: response.status, body: JSON.parse(await response.text()) };
}

async function callRow(n: number): Promise<CallRow | undefined> {
  const { body } = await served.ask<CallsAnswer>("/api/v1/calls?from=0");
  return body.calls.find(({ spanId }) => spanId === span(n).spanId);
}

async function sendEvent(attributes: Record<string, unknown>, ids: object = {}): Promise<unknown> {
  const event = {
    ...ids,
    timeUnixNano: String(BigInt(NOW + 1000) * 1_000_000n),
    eventName: "gen_ai.evaluation.result",
    attributes: attributesOf(attributes),
  };
  const body = { resourceLogs: [{ resource: {}, scopeLogs: [{ scope: {}, logRecords: [event] }] }] };
  const response = await served.post("/v1/logs", JSON.stringify(body), JSON_TYPE);
  expect(response.status).toBe(200);
  return response.json();
}

test("a score by response id stands at its call, true as 1", async () => {
  await storeCall(1);
  const given = { responseId: "chatcmpl-1", name: "helpful", value: true, source: "user_feedback" };
  expect(await score(given)).toEqual({ status: 200, body: { accepted: 1, waiting: [] } });
  const expected = [{ name: "helpful", value: 1, label: null, source: "user_feedback" }];
  expect((await callRow(1))?.scores).toEqual(expected);
});

test("an evaluation event by OTLP stands at the call of its span; nothing of it counts in the ledger", async () => {
  await storeCall(2);
  const before = await served.flush();
  const { traceId, spanId } = span(2);
  const event = {
    "gen_ai.evaluation.name": "relevance",
    "gen_ai.evaluation.score.value": 0.75,
    "gen_ai.evaluation.score.label": "relevant",
    "promptprof.score.source": "model_judge",
  };
  expect(await sendEvent(event, { traceId, spanId })).toEqual({});
  const expected = [{ name: "relevance", value: 0.75, label: "relevant", source: "model_judge" }];
  expect((await callRow(2))?.scores).toEqual(expected);
  expect(await served.flush()).toEqual(before);
  const answer = await sendEvent({ "gen_ai.evaluation.name": "relevance" }, { traceId, spanId });
  expect(answer).toMatchObject({ partialSuccess: { errorMessage: "1 rejected: 1 score_without_value" } });
  expect(await served.flush()).toEqual(before);
});

test("a score before its call waits for it and then counts; one whose call never comes stays named", async () => {
  const { traceId, spanId } = span(3);
  const early = { call: `${traceId}:${spanId}`, name: "exact", value: 1, source: "rule" };
  const never = { responseId: "chatcmpl-never", name: "exact", value: 1, source: "rule" };
  const { body } = await score([early, never]);
  const message = "no call with this id is stored yet; the score is kept and counts once the call comes";
  expect(body).toEqual({
    accepted: 2,
    waiting: [
      { index: 0, call: early.call, responseId: null, message },
      { index: 1, call: null, responseId: "chatcmpl-never", message },
    ],
  });
  await storeCall(3);
  expect((await callRow(3))?.scores).toMatchObject([{ name: "exact", value: 1 }]);
  expect((await score(early)).body.waiting).toEqual([]);
});

test("sent twice it is one score, and a later one replaces it", async () => {
  await storeCall(4);
  const given = { responseId: "chatcmpl-4", name: "stars", value: 3, source: "person", id: "reader" };
  for (const value of [3, 3, 5]) await score({ ...given, value });
  expect((await callRow(4))?.scores).toMatchObject([{ name: "stars", value: 5 }]);
});

test("scores by version: n, mean and share of the calls in the range", async () => {
  await storeCall(5);
  await score({ responseId: "chatcmpl-5", name: "polite", value: true, source: "user_feedback" });
  const question = "/api/v1/scores?by=version&name=polite&prompt=greet";
  const { body } = await served.ask<ScoresAnswer>(question);
  expect(body.scores).toEqual([
    { group: "v1", name: "polite", source: "user_feedback", n: 1, mean: 1, share: 1 },
  ]);
  expect((await served.ask<ScoresAnswer>("/api/v1/scores?from=1&to=2")).body.scores).toEqual([]);
});

test("of wrong scores nothing is stored, and every mistake is named with its place", async () => {
  await storeCall(6);
  const right = { responseId: "chatcmpl-6", name: "wrong", value: 1, source: "rule" };
  const wrong = { call: "ab:cd", name: "", value: "good", sorce: "rule", time: "yesterday" };
  const { status, body } = await score([right, wrong, { ...right, value: null }, 7]);
  expect(status).toBe(400);
  expect(body.error?.split("; [")).toEqual([
    "[1] sorce: unknown key; did you mean source?",
    "1] source is missing: one of rule, model_judge, person, user_feedback",
    '1] name: "" is not a fitting text (what was judged, 1 to 200 characters)',
    '1] value: "good" is not a number from -1000000000000 to 1000000000000, true or false; a word belongs into label',
    '1] call: "ab:cd" is not TRACE_ID:SPAN_ID, 32 and 16 hex digits that are not all 0',
    '1] time: "yesterday" is not ISO 8601 with a zone or epoch milliseconds, for example 2026-11-24T00:00:00Z',
    "2] value and label are missing: a score needs one of them",
    "3] 7 is not a mapping of call, responseId, name, source, value, label, id, time, project",
  ]);
  expect((await callRow(6))?.scores).toEqual([]);
});

test("a body that is no JSON, or too many scores, says so", async () => {
  const response = await served.post("/api/v1/scores", "name=helpful");
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: expect.stringContaining("the body is no JSON") });
  expect((await score(Array.from({ length: 10_001 }, () => ({})))).body.error).toBe(
    "10001 scores in one request; send 10000 at most",
  );
  expect((await score([])).body).toEqual({ accepted: 0, waiting: [] });
});
