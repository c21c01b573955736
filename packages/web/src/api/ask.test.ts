import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type Answer, failureWords } from "./answer.ts";
import { ask } from "./ask.ts";

// A real server on a free port; only the browser's "this host" is put in front of the relative address.
let server: Server | undefined;
afterEach(async () => {
  vi.unstubAllGlobals();
  server?.closeAllConnections();
  await new Promise((resolve) => (server === undefined ? resolve(null) : server.close(resolve)));
  server = undefined;
});

async function against(listener: RequestListener): Promise<() => Promise<Answer<{ prompts: unknown }>>> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const { fetch } = globalThis;
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init));
  return async () =>
    ask("prompts", { from: 1, to: undefined, prompt: "" }, ["prompts"], new AbortController().signal);
}

describe("ask", () => {
  test("answers with the value, and asks nothing that is undefined", async () => {
    let asked = "";
    const question = await against((request, response) => {
      asked = request.url ?? "";
      response.end('{"prompts":[]}');
    });
    expect(await question()).toEqual({ kind: "answer", value: { prompts: [] } });
    expect(asked).toBe("/api/v1/prompts?from=1&prompt=");
  });

  test.each([
    [
      400,
      '{"error":"from must be a time"}',
      { kind: "refused", status: 400, message: "from must be a time" },
    ],
    [404, "<h1>not here</h1>", { kind: "refused", status: 404, message: null }],
    [500, '{"error":"disk full"}', { kind: "broken", status: 500, message: "disk full" }],
    [503, "", { kind: "broken", status: 503, message: null }],
    [200, "<!doctype html>", { kind: "garbled", detail: "the answer is not JSON" }],
    [200, '{"prompts":[', { kind: "garbled", detail: "the answer is not JSON" }],
    [200, "[]", { kind: "garbled", detail: "the answer is not JSON" }],
    [200, '{"other":1}', { kind: "garbled", detail: "the answer has no prompts" }],
  ])("status %d with body %s", async (status, body, answer) => {
    const question = await against((_, response) => response.writeHead(status).end(body));
    expect(await question()).toEqual(answer);
  });

  test("a connection that breaks off in the middle of an answer is unreachable", async () => {
    const question = await against((_, response) => {
      response.writeHead(200, { "content-length": "1000" }).write('{"prompts":');
      setImmediate(() => response.destroy());
    });
    expect(await question()).toEqual({ kind: "unreachable" });
  });

  test("nobody listening is unreachable", async () => {
    const question = await against(() => undefined);
    await new Promise((resolve) => server?.close(resolve));
    server = undefined;
    expect(await question()).toEqual({ kind: "unreachable" });
  });
});

test("every failure has its own words", () => {
  expect(failureWords({ kind: "broken", status: 500, message: "disk full" })).toBe(
    "The server failed with status 500: disk full",
  );
  expect(failureWords({ kind: "refused", status: 404, message: null })).toBe(
    "The server refused the question: status 404",
  );
});
