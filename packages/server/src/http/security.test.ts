import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../test-server.case.ts";

let served: TestServer;
beforeAll(async () => {
  served = await startTestServer();
});
afterAll(() => served.remove());

/** `fetch` sets Host itself, so this goes one floor lower. */
async function status(
  path: string,
  headers: Record<string, string>,
  method = "GET",
): Promise<number | undefined> {
  const { hostname, port } = new URL(served.url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on("error", reject).end();
  });
}

test("on loopback only this machine's names are answered, so that no other page can rebind its own", async () => {
  for (const host of ["localhost", "localhost:4318", "127.0.0.1:1", "[::1]:4318", "LOCALHOST"]) {
    expect({ host, status: await status("/healthz", { host }) }).toEqual({ host, status: 200 });
  }
  for (const host of [
    "evil.example",
    "evil.example:4318",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "[::2]",
  ]) {
    for (const path of ["/healthz", "/", "/api/v1/ledger"])
      expect({ host, status: await status(path, { host }) }).toEqual({ host, status: 403 });
    expect({ host, status: await status("/v1/traces", { host }, "POST") }).toEqual({ host, status: 403 });
  }
});

test("another site's page may change nothing", async () => {
  expect(await status("/api/v1/flush", { "sec-fetch-site": "cross-site" }, "POST")).toBe(403);
  expect(await status("/api/v1/flush", { "sec-fetch-site": "same-origin" }, "POST")).toBe(200);
});

test("no other site may read: there is no CORS header, and answers are never sniffed or framed", async () => {
  for (const path of ["/", "/api/v1/ledger", "/nothing"]) {
    const { headers } = await fetch(served.url + path, { headers: { origin: "https://evil.example" } });
    expect(headers.get("access-control-allow-origin")).toBeNull();
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toMatch(
      /default-src 'none'; script-src 'self';.*frame-ancestors 'none'/,
    );
  }
});
