import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { Agent, request as httpRequest, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { COPY_BYTES_MAX } from "./body-copy.ts";
import {
  CHAT,
  CHAT_REPLY,
  chatStream,
  deferred,
  JSON_POST,
  startProxied,
  type Proxied,
} from "./proxied.case.ts";

let proxied: Proxied;
beforeAll(async () => {
  proxied = await startProxied();
});
afterAll(() => proxied.close());
beforeEach(() => {
  proxied.upstream.take = null;
});

const CHAT_PATH = "/proxy/openai/v1/chat/completions";

test("an answer arrives with its status, its header names as written, its duplicates and its bytes", async () => {
  const body = randomBytes(70_000);
  const headers = [
    "X-Request-ID",
    "req_1",
    "Set-Cookie",
    "a=1",
    "set-cookie",
    "b=2",
    "Date",
    "Thu, 01 Jan 1970",
  ];
  proxied.upstream.answer = (_request, response) => {
    response.writeHead(299, "Quite Fine", [...headers, "Content-Length", String(body.byteLength)]);
    response.end(body);
  };
  const answer = await proxied.send("/proxy/openai/v1/files/1/content");
  expect(answer.status).toBe(299);
  expect(answer.statusMessage).toBe("Quite Fine");
  expect(answer.rawHeaders.slice(0, 10)).toEqual([...headers, "Content-Length", String(body.byteLength)]);
  expect(answer.body.equals(body)).toBe(true);
});

test("a request arrives with its path, query, headers and bytes; only what is about the connection ends here", async () => {
  proxied.upstream.answer = (_request, response) => void response.end("{}");
  const own = ["Authorization: Bearer sk-secret", "X-Two: 1", "x-two: 2", "Accept-Encoding: gzip, br"];
  const length = `Content-Length: ${Buffer.byteLength(CHAT)}`;
  const hop = ["Connection: keep-alive, X-Hop", "X-Hop: 1", "TE: trailers", "x-promptprof-team: search"];
  await proxied.send("/proxy/openai/v1/chat/completions?api-version=1&key=sk-x%2Fy", {
    method: "POST",
    headers: raw(`Host: ${new URL(proxied.promptprof.url).host}`, ...own, ...hop, length),
    body: CHAT,
  });
  const seen = proxied.upstream.seen.at(-1);
  expect(seen).toMatchObject({ method: "POST", url: "/v1/chat/completions?api-version=1&key=sk-x%2Fy" });
  expect(seen?.body.toString()).toBe(CHAT);
  const host = `Host: ${new URL(proxied.upstream.url).host}`;
  expect(seen?.rawHeaders).toEqual(raw(host, ...own, length, "Connection: keep-alive"));
});

/** Names and values in turn, as node:http has them. */
function raw(...headers: string[]): string[] {
  return headers.flatMap((header) => header.split(": "));
}

test.each(["GET", "HEAD", "DELETE", "PUT", "PATCH", "OPTIONS", "POST"])("%s passes", async (method) => {
  proxied.upstream.answer = (request, response) => {
    response.writeHead(method === "DELETE" ? 204 : 200, { "x-method": request.method });
    response.end(method === "DELETE" || method === "HEAD" ? undefined : "ok");
  };
  const answer = await proxied.send("/proxy/openai/v1/whatever", { method });
  expect(answer).toMatchObject({ status: method === "DELETE" ? 204 : 200, headers: { "x-method": method } });
});

test("an error of the upstream passes as it is, and the call has its class", async () => {
  await proxied.calls();
  const error = JSON.stringify({
    error: { message: "slow down", type: "tokens", code: "rate_limit_exceeded" },
  });
  proxied.upstream.answer = (_request, response) => {
    response.writeHead(429, { "retry-after": "7", "content-type": "application/json" });
    response.end(error);
  };
  const known = (await proxied.calls()).length;
  const answer = await proxied.send(CHAT_PATH, JSON_POST);
  expect(answer).toMatchObject({ status: 429, headers: { "retry-after": "7" } });
  expect(answer.body.toString()).toBe(error);
  const [call] = (await proxied.calls()).slice(known);
  expect(call).toMatchObject({ httpStatus: 429, errorClass: "rate_limit", errorType: "rate_limit_exceeded" });
});

test("connections are kept open on both sides", async () => {
  proxied.upstream.answer = (_request, response) => void response.end(CHAT_REPLY);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const sockets = new Set<unknown>();
  const before = proxied.upstream.connections;
  for (let i = 0; i < 5; i++) await proxied.send(CHAT_PATH, { ...JSON_POST, agent });
  for (const socket of Object.values(agent.freeSockets).flat()) sockets.add(socket);
  expect(proxied.upstream.connections - before).toBeLessThanOrEqual(1);
  expect(sockets.size).toBe(1);
  agent.destroy();
});

test("each side sees the other's bytes before the rest is sent", async () => {
  const firstUploaded = deferred<string>();
  const mayAnswerMore = deferred<void>();
  proxied.upstream.take = (request, response) => {
    request.once("data", (bytes: Buffer) => {
      firstUploaded.resolve(bytes.toString());
      response.writeHead(200, { "content-type": "text/plain" });
      response.write("first answer");
    });
    void mayAnswerMore.promise.then(() => response.end("last answer"));
  };
  const request = httpRequest(`${proxied.promptprof.url}/proxy/openai/v1/uploads`, { method: "POST" });
  request.write("first upload");
  expect(await firstUploaded.promise).toBe("first upload");
  const [response] = (await once(request, "response")) as [IncomingMessage];
  const [first] = (await once(response, "data")) as [Buffer];
  expect(first.toString()).toBe("first answer");
  request.end("last upload");
  mayAnswerMore.resolve();
  const [last] = (await once(response, "data")) as [Buffer];
  expect(last.toString()).toBe("last answer");
});

test("the head of an answer does not wait for its body", async () => {
  const mayAnswer = deferred<void>();
  proxied.upstream.take = (_request, response) => {
    response.writeHead(200, { "x-early": "1" });
    response.flushHeaders();
    void mayAnswer.promise.then(() => response.end("body"));
  };
  const request = httpRequest(`${proxied.promptprof.url}/proxy/openai/v1/slow`).end();
  const [response] = (await once(request, "response")) as [IncomingMessage];
  expect(response.headers["x-early"]).toBe("1");
  mayAnswer.resolve();
  response.resume();
  await once(response, "end");
});

test("a body larger than is read streams through, and the call says that it was not read", async () => {
  const known = (await proxied.calls()).length;
  const body = randomBytes(COPY_BYTES_MAX + 100_000);
  proxied.upstream.answer = (request, response) => {
    response.setHeader("content-type", "application/json");
    response.setHeader("x-sha256", createHash("sha256").update(request.body).digest("hex"));
    response.end(CHAT_REPLY);
  };
  const answer = await proxied.send(CHAT_PATH, { method: "POST", body });
  expect(answer.headers["x-sha256"]).toBe(createHash("sha256").update(body).digest("hex"));
  const [call] = (await proxied.calls()).slice(known);
  expect(call).toMatchObject({
    inputTokens: 24,
    segments: [],
    notes: expect.arrayContaining(["request_not_read"]),
  });
});

test("a client that leaves ends the upstream's request, and the call is cancelled with what was seen", async () => {
  const known = (await proxied.calls()).length;
  const upstreamClosed = deferred<void>();
  proxied.upstream.take = (_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(chatStream(true).slice(0, 3).join(""));
    response.once("close", upstreamClosed.resolve);
  };
  const request = httpRequest(proxied.promptprof.url + CHAT_PATH, JSON_POST);
  request.on("error", () => {});
  request.end(JSON.stringify({ ...JSON.parse(CHAT), stream: true }));
  const [response] = (await once(request, "response")) as [IncomingMessage];
  await once(response, "data");
  request.destroy();
  await upstreamClosed.promise;
  const [call] = (await proxied.calls()).slice(known);
  expect(call).toMatchObject({
    errorClass: "cancelled",
    stream: true,
    responseModel: "gpt-4.1-mini-2025-04-14",
  });
  expect(call?.ttftMs).toBeGreaterThan(0);
});

test.each(["chunked", "content-length"])(
  "an answer (%s) that breaks off breaks off for the client, after the bytes that came",
  async (framing) => {
    const known = (await proxied.calls()).length;
    const sent = chatStream(true).slice(0, 4).join("");
    proxied.upstream.take = (request, response) => {
      request.resume();
      const length = framing === "chunked" ? {} : { "content-length": "100000" };
      response.writeHead(200, { "content-type": "text/event-stream", ...length });
      response.write(sent, () => response.socket?.destroySoon());
    };
    const answer = await proxied.send(CHAT_PATH, JSON_POST);
    expect(answer.isBroken).toBe(true);
    expect(answer.body.toString()).toBe(sent);
    const [call] = (await proxied.calls()).slice(known);
    expect(call).toMatchObject({ httpStatus: 200, errorClass: "network", inputTokens: null });
  },
);

test("an answer without a length to a client of HTTP/1.0 breaks off by a reset, because a plain end would look whole", async () => {
  proxied.upstream.take = (request, response) => {
    request.resume();
    response.writeHead(200, { "content-type": "text/plain" });
    response.write("half", () => response.socket?.destroySoon());
  };
  const { hostname, port } = new URL(proxied.promptprof.url);
  const socket = connect(Number(port), hostname);
  socket.resume();
  socket.write(`GET /proxy/openai/v1/x HTTP/1.0\r\nHost: ${hostname}\r\n\r\n`);
  const error = await new Promise((resolve) => {
    socket.once("error", resolve);
    socket.once("end", () => resolve("a clean end"));
  });
  expect(error).toMatchObject({ code: "ECONNRESET" });
});

test("trailers pass both ways", async () => {
  proxied.upstream.answer = (request, response) => {
    response.writeHead(200, { trailer: "x-checksum" });
    response.write("body");
    response.addTrailers({ "x-checksum": request.rawTrailers.join("=") });
    response.end();
  };
  const request = httpRequest(`${proxied.promptprof.url}/proxy/openai/v1/x`, {
    method: "POST",
    headers: { trailer: "x-sum", "transfer-encoding": "chunked" },
  });
  request.write("body");
  request.addTrailers({ "X-Sum": "7" });
  request.end();
  const [response] = (await once(request, "response")) as [IncomingMessage];
  response.resume();
  await once(response, "end");
  expect(response.rawTrailers).toEqual(["x-checksum", "X-Sum=7"]);
});

test("whether a body is wanted (Expect: 100-continue) is the upstream's to say", async () => {
  proxied.upstream.answer = (request, response) => void response.end(request.body);
  const request = httpRequest(`${proxied.promptprof.url}/proxy/openai/v1/x`, {
    method: "POST",
    headers: { expect: "100-continue", "content-length": 5 },
  });
  request.flushHeaders();
  await once(request, "continue");
  request.end("hello");
  const [response] = (await once(request, "response")) as [IncomingMessage];
  const [body] = (await once(response, "data")) as [Buffer];
  expect(body.toString()).toBe("hello");
});

test("an upstream that answers before the upload is over is heard, and the connection still serves", async () => {
  proxied.upstream.take = (request, response) => {
    request.resume();
    response.writeHead(413, { "content-type": "application/json" });
    response.end('{"error":{"message":"too large"}}');
  };
  const answer = await proxied.send("/proxy/openai/v1/files", {
    method: "POST",
    body: randomBytes(3_000_000),
  });
  expect(answer).toMatchObject({ status: 413, isBroken: false });
});

test("a slow client slows the upstream down, and nothing piles up in between", async () => {
  const total = 96 * 2 ** 20;
  const piece = Buffer.alloc(2 ** 16, 120);
  let written = 0;
  proxied.upstream.take = (_request, response) => {
    response.writeHead(200, { "content-type": "text/plain" });
    const write = (): void => {
      while (written < total) {
        written += piece.byteLength;
        if (!response.write(piece)) return void response.once("drain", write);
      }
      response.end();
    };
    write();
  };
  const request = httpRequest(`${proxied.promptprof.url}/proxy/openai/v1/files/1/content`).end();
  const [response] = (await once(request, "response")) as [IncomingMessage];
  let seen = -1;
  while (seen !== written) {
    seen = written;
    await sleep(100);
  }
  expect(written).toBeLessThan(total / 2);
  let received = 0;
  for await (const chunk of response) received += (chunk as Buffer).byteLength;
  expect(received).toBe(total);
});
