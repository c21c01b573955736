import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../test-server.case.ts";

const webRoot = mkdtempSync(join(tmpdir(), "promptprof-web-"));
let served: TestServer;
beforeAll(async () => {
  mkdirSync(join(webRoot, "assets"));
  writeFileSync(join(webRoot, "index.html"), "<!doctype html><title>promptprof</title>");
  writeFileSync(join(webRoot, "assets", "index-Ab3_-x9Z.js"), "export {};");
  writeFileSync(join(webRoot, "favicon.svg"), "<svg/>");
  served = await startTestServer({ webRoot });
});
afterAll(async () => {
  await served.remove();
  rmSync(webRoot, { recursive: true });
});

async function get(path: string, accept = "text/html,*/*") {
  const response = await fetch(served.url + path, { headers: { accept } });
  const { status, headers } = response;
  return {
    status,
    type: headers.get("content-type"),
    cache: headers.get("cache-control"),
    text: await response.text(),
  };
}

test("every address of the UI is its one page, which is asked for anew each time", async () => {
  for (const path of ["/", "/prompts/greet?from=0", "/calls", "/apiary"]) {
    expect(await get(path)).toMatchObject({
      status: 200,
      type: "text/html; charset=utf-8",
      cache: "no-cache",
      text: expect.stringContaining("<title>promptprof"),
    });
  }
});

test("a file whose name holds its hash is kept for a year, others are asked for anew", async () => {
  const script = await get("/assets/index-Ab3_-x9Z.js", "*/*");
  expect(script).toMatchObject({ status: 200, cache: "public, max-age=31536000, immutable" });
  expect(script.type).toMatch(/javascript/);
  expect(await get("/favicon.svg")).toMatchObject({ status: 200, cache: "no-cache", type: "image/svg+xml" });
});

test("machines are never answered with a page", async () => {
  for (const path of ["/api/v1/nothing", "/v1/traces", "/metrics", "/proxy/x"]) {
    expect(await get(path)).toMatchObject({ status: 404, type: "application/json; charset=utf-8" });
  }
  expect(await get("/prompts/greet", "application/json")).toMatchObject({ status: 404 });
  expect(await get("/assets/gone-12345678.js", "*/*")).toMatchObject({ status: 404 });
});

test("nothing outside the folder is served", async () => {
  for (const path of ["/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/assets/..%5c..%5cindex.html"]) {
    const { text } = await get(path, "*/*");
    expect(text).not.toContain("root:");
  }
});
