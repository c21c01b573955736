import { hashSegment } from "@promptprof/anatomy";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CHAT, CHAT_REPLY, chatStream, JSON_POST, startProxied, type Proxied } from "./proxied.case.ts";

let proxied: Proxied;
beforeAll(async () => {
  proxied = await startProxied(
    [
      "project: shop",
      "proxy:",
      "  upstreams:",
      "    vllm: { url: UPSTREAM/prefix/, provider: vllm }",
      "  rules:",
      "    - { match: { header: { x-app: kiosk* } }, prompt: kiosk, version: v9, team: kiosks }",
      "    - { match: { upstream: vllm, path: '*/completions', model: gpt-*, system: in one word }, prompt: short }",
    ].join("\n"),
  );
  proxied.upstream.answer = (_request, response) => {
    response.writeHead(200, {
      "content-type": "application/json",
      "x-request-id": "req_7",
      "x-ratelimit-limit-requests": "500",
      "x-ratelimit-remaining-requests": "499",
      "x-ratelimit-remaining-tokens": "12000",
    });
    response.end(CHAT_REPLY);
  };
});
afterAll(() => proxied.close());

const CHAT_PATH = "/proxy/openai/v1/chat/completions";
const QUESTION = "What is the capital of France?";
/** What the tests of this file send and nobody may keep: keys, texts, names. */
const SECRETS = ["sk-secret-1", "sk-secret-2", "sk-secret-3", "sk-secret-4", QUESTION, "ada@example.com"];

test("a call has its tokens, times, models and segments, and is priced", async () => {
  await proxied.send(CHAT_PATH, JSON_POST);
  const call = await proxied.newCall();
  expect(call).toMatchObject({
    project: "shop",
    prompt: null,
    promptSource: null,
    operation: "chat",
    requestModel: "gpt-4.1-mini",
    responseModel: "gpt-4.1-mini-2025-04-14",
    responseId: "chatcmpl-1",
    stream: false,
    ttftMs: null,
    attempts: 1,
    httpStatus: 200,
    errorClass: null,
    finishReason: "stop",
    inputTokens: 24,
    outputTokens: 2,
    tokenSource: "reported",
    dialect: "proxy",
    notes: [],
    pricing: { status: "priced" },
    requestId: "req_7",
    rateLimit: { limitRequests: 500, remainingRequests: 499, limitTokens: null, remainingTokens: 12_000 },
    toolCalls: 0,
    gaps: null,
  });
  expect(call.headersMs).toBeGreaterThan(0);
  expect(call.durationMs).toBeGreaterThan(0);
  // 24 tokens over 23 and 30 characters, by the largest remainder.
  expect(call.segments).toEqual([
    {
      path: "system",
      kind: "static",
      hash: hashSegment("promptprof:shop", "You answer in one word."),
      tokens: 10,
    },
    { path: "user", kind: "variable", hash: hashSegment("promptprof:shop", QUESTION), tokens: 14 },
  ]);
});

test("headers, the path and rules name a call, the nearest first", async () => {
  const headers = {
    "x-promptprof-prompt": "by header",
    "x-promptprof-version": "v1",
    "x-promptprof-team": "search",
    "x-promptprof-session": "s-1",
    "x-promptprof-user": "ada@example.com",
    "x-promptprof-environment": "staging",
    "x-promptprof-tags": "a, b,,c",
    "x-promptprof-experiment": "shorter",
    "x-app": "kiosk-7",
  };
  await proxied.send(CHAT_PATH, { ...JSON_POST, headers });
  const byHeader = await proxied.newCall();
  expect(byHeader).toMatchObject({
    prompt: "by header",
    version: "v1",
    promptSource: "named",
    team: "search",
    session: "s-1",
    environment: "staging",
    tags: ["a", "b", "c"],
    experiment: "shorter",
  });
  expect(byHeader.user).toMatch(/^[0-9a-f]{16}$/);

  await proxied.send("/proxy/openai/p/sum%20up/v1/chat/completions?x=1", { ...JSON_POST, headers });
  expect(proxied.upstream.seen.at(-1)?.url).toBe("/v1/chat/completions?x=1");
  expect(await proxied.newCall()).toMatchObject({ prompt: "sum up", version: "v1" });

  await proxied.send(CHAT_PATH, {
    ...JSON_POST,
    headers: { "x-app": "kiosk-7", "x-promptprof-team": "own" },
  });
  expect(await proxied.newCall()).toMatchObject({
    prompt: "kiosk",
    version: "v9",
    team: "own",
    promptSource: "named",
  });

  await proxied.send("/proxy/vllm/v1/chat/completions", JSON_POST);
  expect(proxied.upstream.seen.at(-1)?.url).toBe("/prefix/v1/chat/completions");
  expect(await proxied.newCall()).toMatchObject({ prompt: "short", provider: "vllm", team: null });
});

test.each([
  ["gzip", gzipSync],
  ["deflate", deflateSync],
  ["br", brotliCompressSync],
])("a body in %s passes as it is and is read on its copy", async (encoding, compress) => {
  const answer = proxied.upstream.answer;
  for (const [type, text] of [
    ["application/json", CHAT_REPLY],
    ["text/event-stream", chatStream(true).join("")],
  ]) {
    const bytes = compress(Buffer.from(text ?? ""));
    proxied.upstream.answer = (_request, response) => {
      response.writeHead(200, { "content-type": type, "content-encoding": encoding });
      response.write(bytes.subarray(0, 40));
      response.end(bytes.subarray(40));
    };
    const { body, headers } = await proxied.send(CHAT_PATH, JSON_POST);
    expect(headers["content-encoding"]).toBe(encoding);
    expect(body.equals(bytes)).toBe(true);
    expect(await proxied.newCall()).toMatchObject({ inputTokens: 24, tokenSource: "reported", notes: [] });
  }
  proxied.upstream.answer = answer;
});

test("a coding that cannot be undone passes too, and the call says that its reply was not read", async () => {
  const answer = proxied.upstream.answer;
  proxied.upstream.answer = (_request, response) => {
    response.writeHead(200, { "content-type": "application/json", "content-encoding": "secret" });
    response.end("?");
  };
  const compressed = gzipSync(CHAT);
  await proxied.send(CHAT_PATH, {
    method: "POST",
    headers: { "content-encoding": "gzip" },
    body: compressed,
  });
  expect(proxied.upstream.seen.at(-1)?.body.equals(compressed)).toBe(true);
  expect(await proxied.newCall()).toMatchObject({
    requestModel: "gpt-4.1-mini",
    outputTokens: null,
    notes: expect.arrayContaining(["reply_not_read"]),
  });
  proxied.upstream.answer = answer;
});

test("a broken gzip, a malformed chunk and a reply that is no JSON break nothing", async () => {
  const answer = proxied.upstream.answer;
  const bodies: [Record<string, string>, Buffer][] = [
    [{ "content-type": "application/json", "content-encoding": "gzip" }, Buffer.from("no gzip at all")],
    [{ "content-type": "text/event-stream" }, Buffer.from(`data: {"id": \n\n${chatStream(true).join("")}`)],
    [{ "content-type": "application/json" }, Buffer.from("<html>")],
    [{ "content-type": "application/vnd.amazon.eventstream" }, Buffer.alloc(64, 7)],
  ];
  for (const [headers, bytes] of bodies) {
    proxied.upstream.answer = (_request, response) => void response.writeHead(200, headers).end(bytes);
    const { status, body } = await proxied.send(CHAT_PATH, JSON_POST);
    expect(status).toBe(200);
    expect(body.equals(bytes)).toBe(true);
    await proxied.newCall();
  }
  proxied.upstream.answer = answer;
});

function parts(text: string): object {
  return { candidates: [{ content: { parts: [{ text }] }, finishReason: "STOP" }] };
}

test("models in the URL, lists of Gemini and lines of Ollama are read", async () => {
  const answer = proxied.upstream.answer;
  const usage = { promptTokenCount: 9, candidatesTokenCount: 4, totalTokenCount: 13 };
  const list = JSON.stringify([
    parts("Pa"),
    { ...parts("ris"), usageMetadata: usage, modelVersion: "gemini-3-pro-1" },
  ]);
  proxied.upstream.answer = (_request, response) =>
    void response.writeHead(200, { "content-type": "application/json; charset=UTF-8" }).end(list);
  await proxied.send("/proxy/gemini/v1beta/models/gemini-3-pro:streamGenerateContent?key=sk-secret-3", {
    method: "POST",
    body: JSON.stringify({ contents: [{ role: "user", parts: [{ text: QUESTION }] }] }),
  });
  expect(await proxied.newCall()).toMatchObject({
    operation: "generate_content",
    requestModel: "gemini-3-pro",
    responseModel: "gemini-3-pro-1",
    inputTokens: 9,
    outputTokens: 4,
    stream: true,
    segments: [{ path: "user", kind: "variable", tokens: 9 }],
  });

  const lines = [
    { model: "llama3", message: { role: "assistant", content: "Paris" }, done: false },
    { model: "llama3", done: true, done_reason: "stop", prompt_eval_count: 11, eval_count: 3 },
  ];
  proxied.upstream.answer = (_request, response) => {
    response.writeHead(200, { "content-type": "application/x-ndjson" });
    response.end(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  };
  await proxied.send("/proxy/vllm/api/chat", { method: "POST", body: CHAT });
  expect(await proxied.newCall()).toMatchObject({
    inputTokens: 11,
    outputTokens: 3,
    finishReason: "stop",
    stream: true,
  });
  proxied.upstream.answer = answer;
});

test("what is no call to a model passes and is counted, and nothing of it is read", async () => {
  const known = (await proxied.calls()).length;
  const before = await proxied.promptprof.flush();
  await proxied.send("/proxy/openai/v1/models");
  await proxied.send("/proxy/openai/v1/files", { method: "POST", body: "{}" });
  const after = await proxied.promptprof.flush();
  expect(after.notCalls - before.notCalls).toBe(2);
  expect(await proxied.calls()).toHaveLength(known);
});

test("a call continues the trace of its client, and the client's own span of it is not counted twice", async () => {
  const known = (await proxied.calls()).length;
  const [traceId, spanId] = ["0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"];
  await proxied.send(CHAT_PATH, {
    ...JSON_POST,
    headers: { traceparent: `00-${traceId}-${spanId}-01`, "x-promptprof-prompt": "capital" },
  });
  expect(proxied.upstream.seen.at(-1)?.headers["traceparent"]).toBe(`00-${traceId}-${spanId}-01`);
  await proxied.promptprof.post("/v1/traces", clientSpan(traceId, spanId), {
    "content-type": "application/json",
  });
  const calls = (await proxied.calls()).slice(known);
  expect(calls).toHaveLength(1);
  expect(calls[0]).toMatchObject({ traceId, prompt: "capital", inputTokens: 24, service: "client" });
  expect(calls[0]?.notes).toContain("nested_instrumentation_merged");
});

function text(key: string, stringValue: string): object {
  return { key, value: { stringValue } };
}

function count(key: string, intValue: number): object {
  return { key, value: { intValue } };
}

function clientSpan(traceId: string, spanId: string): string {
  const now = BigInt(Date.now()) * 1_000_000n;
  const span = {
    traceId,
    spanId,
    name: "chat gpt-4.1-mini",
    kind: 3,
    startTimeUnixNano: String(now - 50_000_000n),
    endTimeUnixNano: String(now),
    attributes: [
      text("gen_ai.operation.name", "chat"),
      text("gen_ai.provider.name", "openai"),
      text("gen_ai.request.model", "gpt-4.1-mini"),
      count("gen_ai.usage.input_tokens", 24),
      count("gen_ai.usage.output_tokens", 2),
    ],
  };
  const resource = { attributes: [text("service.name", "client")] };
  return JSON.stringify({
    resourceSpans: [{ resource, scopeSpans: [{ scope: { name: "client" }, spans: [span] }] }],
  });
}

test("no key and no text is anywhere in the data folder, neither in the journal nor in the store", async () => {
  const { dataDir } = proxied.promptprof;
  await proxied.send("/proxy/openai/v1/chat/completions?key=sk-secret-4", {
    ...JSON_POST,
    headers: { authorization: "Bearer sk-secret-1", "x-api-key": "sk-secret-2", "api-key": "sk-secret-2" },
  });
  while (filesWith("gpt-4.1-mini", join(dataDir, "journal")) === "") await sleep(20);
  for (const secret of SECRETS) expect(filesWith(secret, dataDir)).toBe("");
  await proxied.calls();
  await proxied.promptprof.stop();
  expect(filesWith("gpt-4.1-mini", dataDir)).not.toBe("");
  for (const secret of SECRETS) expect(filesWith(secret, dataDir)).toBe("");
});

function filesWith(text: string, folder: string): string {
  const { stdout } = spawnSync("grep", ["-rlaF", text, folder]);
  return stdout.toString();
}
