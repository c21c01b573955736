import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CallsAnswer } from "../contract.ts";
import { attributesOf, bodyOf, chatSpan } from "../otlp-json.case.ts";
import { JSON_TYPE, startTestServer, type TestServer } from "../test-server.case.ts";

let served: TestServer;
beforeAll(async () => {
  served = await startTestServer();
});
afterAll(() => served.remove());

const NOW = Date.now();
const TEXT = "the quick brown fox jumps over the lazy dog";

function logBody(logRecords: readonly object[]): string {
  const scopeLogs = [{ scope: { name: "test" }, logRecords }];
  return JSON.stringify({
    resourceLogs: [{ resource: { attributes: attributesOf({ "service.name": "shop" }) }, scopeLogs }],
  });
}

function detailsEvent(n: number, attributes: Record<string, unknown> = {}): object {
  const { traceId, spanId } = chatSpan(n, NOW);
  return {
    traceId,
    spanId,
    timeUnixNano: String(BigInt(NOW) * 1_000_000n),
    eventName: "gen_ai.client.inference.operation.details",
    attributes: attributesOf({
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "openai",
      "gen_ai.request.model": "gpt-4o-mini",
      "gen_ai.usage.input_tokens": 120,
      "gen_ai.usage.output_tokens": 45,
      "gen_ai.input.messages": `[{"role":"user","parts":[{"type":"text","content":"${TEXT}"}]}]`,
      "user.id": "ada@example.com",
      ...attributes,
    }),
  };
}

async function postLogs(records: readonly object[]): Promise<unknown> {
  const response = await served.post("/v1/logs", logBody(records), JSON_TYPE);
  expect(response.status).toBe(200);
  return response.json();
}

function journalFiles(): string[] {
  const folder = join(served.dataDir, "journal");
  return readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
}

test("a details event alone becomes a priced call of unknown duration, and nothing of its text is kept", async () => {
  const legacy = { body: { kvlistValue: { values: attributesOf({ content: TEXT }) } } };
  const { traceId, spanId } = chatSpan(1, NOW);
  const message = { traceId, spanId, attributes: attributesOf({ "event.name": "gen_ai.user.message" }) };
  expect(await postLogs([detailsEvent(1), { ...message, ...legacy }])).toEqual({});
  const journal = journalFiles().join("\n");
  expect(journal).toContain(spanId);
  for (const word of [TEXT, "quick", "ada@example.com"]) expect(journal).not.toContain(word);
  await served.flush();
  const { body } = await served.ask<CallsAnswer>("/api/v1/calls?from=0");
  expect(body.calls).toMatchObject([
    {
      spanId,
      service: "shop",
      durationMs: null,
      inputTokens: 120,
      pricing: { status: "priced" },
      notes: ["event_without_span"],
    },
  ]);
  expect(JSON.stringify(body)).not.toContain("quick");
});

test("an event and its span are one call, and the ledger says so", async () => {
  const before = await served.flush();
  await postLogs([detailsEvent(2, { "gen_ai.response.id": "chatcmpl-2" })]);
  await served.post("/v1/traces", bodyOf([chatSpan(2, NOW)]), JSON_TYPE);
  expect(await served.flush()).toMatchObject({
    received: before.received + 2,
    stored: before.stored + 1,
    duplicate: before.duplicate + 1,
    waiting: 0,
  });
  const { body } = await served.ask<CallsAnswer>("/api/v1/calls?from=0");
  expect(body.calls.find(({ responseId }) => responseId === "chatcmpl-2")).toMatchObject({
    durationMs: 420.5,
    prompt: "greet",
  });
});

test("plain log lines are answered and write nothing; broken events are rejected with their reason", async () => {
  const before = await served.flush();
  const files = journalFiles().length;
  expect(await postLogs([{ body: { stringValue: "listening on port 80" } }])).toEqual({});
  expect(journalFiles()).toHaveLength(files);
  const broken = [detailsEvent(3, { "gen_ai.usage.input_tokens": -1 }), { traceId: "ab" }];
  expect(await postLogs(broken)).toEqual({
    partialSuccess: {
      rejectedLogRecords: "2",
      errorMessage: "2 rejected: 1 invalid_trace_id, 1 negative_tokens",
    },
  });
  expect(await served.flush()).toMatchObject({
    received: before.received + 1,
    rejected: { negative_tokens: 1 },
    notCalls: before.notCalls,
  });
});
