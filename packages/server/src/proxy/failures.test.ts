import { createServer as createPlain } from "node:http";
import { createServer as createTls } from "node:https";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer as createRaw, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { JSON_POST, startProxied, type Proxied } from "./proxied.case.ts";

let proxied: Proxied;
let closedPort: number;
let notHttp: Server;
const folder = mkdtempSync(join(tmpdir(), "promptprof-tls-"));
let tls: ReturnType<typeof createTls> | null = null;

beforeAll(async () => {
  const free = createPlain();
  closedPort = await portOf(free);
  free.close();
  notHttp = createRaw((socket) => void socket.end("SSH-2.0-OpenSSH\r\n"));
  const oddPort = await portOf(notHttp);
  tls = selfSigned();
  const tlsPort = tls === null ? 1 : await portOf(tls);
  const down = `http://127.0.0.1:${closedPort}`;
  proxied = await startProxied(
    [
      "proxy:",
      "  upstreams:",
      `    down: { url: "${down}" }`,
      `    claude-gateway: { url: "${down}", provider: anthropic }`,
      `    google-gateway: { url: "${down}", provider: gcp.gemini }`,
      `    ollama: { url: "${down}", shape: ollama }`,
      '    nowhere: { url: "http://nowhere.invalid" }',
      `    odd: { url: "http://127.0.0.1:${oddPort}" }`,
      `    self-signed: { url: "https://127.0.0.1:${tlsPort}" }`,
    ].join("\n"),
  );
});
afterAll(async () => {
  await proxied.close();
  notHttp.close();
  tls?.close();
  rmSync(folder, { recursive: true });
});

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return (server.address() as AddressInfo).port;
}

/** null where no openssl is at hand. */
function selfSigned(): ReturnType<typeof createTls> | null {
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const subject = ["-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-days", "1"];
  try {
    execFileSync("openssl", ["req", ...subject, "-keyout", key, "-out", cert], { stdio: "ignore" });
  } catch {
    return null;
  }
  return createTls({ key: readFileSync(key), cert: readFileSync(cert) }, (_request, response) =>
    response.end(),
  );
}

async function failure(path: string): Promise<{ status: number; body: unknown }> {
  const { status, body } = await proxied.send(path, JSON_POST);
  return { status, body: JSON.parse(body.toString()) };
}

async function messageOf(path: string): Promise<string> {
  return JSON.stringify((await failure(path)).body);
}

function at(name: string): string {
  return `promptprof cannot reach upstream ${name} at http://127.0.0.1:${closedPort}: nothing listens there (ECONNREFUSED)`;
}

test("an upstream that is down is a 502 in the words of the provider that the client expects", async () => {
  expect(await failure("/proxy/down/v1/chat/completions?key=sk-secret")).toEqual({
    status: 502,
    body: { error: { message: at("down"), type: "api_error", code: "upstream_unreachable", param: null } },
  });
  expect(await failure("/proxy/down/v1/messages")).toEqual({
    status: 502,
    body: { type: "error", error: { type: "api_error", message: at("down") } },
  });
  expect(await failure("/proxy/claude-gateway/v1/other")).toMatchObject({ body: { type: "error" } });
  expect(await failure("/proxy/google-gateway/v1beta/models/gemini-3:generateContent")).toEqual({
    status: 502,
    body: { error: { code: 502, message: at("google-gateway"), status: "UNAVAILABLE" } },
  });
  expect(await failure("/proxy/ollama/api/chat")).toEqual({ status: 502, body: { error: at("ollama") } });
  expect(await failure("/proxy/down/model/m/converse")).toEqual({
    status: 502,
    body: { message: at("down") },
  });
});

test("such a call is stored as one that failed, without a status that nobody answered", async () => {
  const known = (await proxied.calls()).length;
  await failure("/proxy/down/v1/chat/completions");
  const [call] = (await proxied.calls()).slice(known);
  expect(call).toMatchObject({
    errorClass: "network",
    errorType: "ECONNREFUSED",
    httpStatus: null,
    inputTokens: null,
  });
});

test("a name that nobody knows, something that speaks no HTTP and a certificate that nobody trusts say so", async () => {
  expect(await messageOf("/proxy/nowhere/v1/chat/completions")).toMatch(/\(DNS\) \((ENOTFOUND|EAI_AGAIN)\)/);
  expect(await messageOf("/proxy/odd/v1/chat/completions")).toContain("it does not answer in HTTP (HPE_");
  if (tls === null) return;
  expect(await messageOf("/proxy/self-signed/v1/chat/completions")).toContain(
    "https://127.0.0.1:" +
      `${(tls.address() as AddressInfo).port}: the certificate is self-signed; name it in NODE_EXTRA_CA_CERTS`,
  );
});

test("an upstream that nobody configured is a 404 that says how to, and what was meant", async () => {
  const { status, body } = await failure("/proxy/opnai/v1/chat/completions");
  expect(status).toBe(404);
  expect(body).toMatchObject({
    error: {
      code: "unknown_upstream",
      message:
        'no upstream is called "opnai"; did you mean openai?; to add one, add proxy.upstreams.NAME.url to promptprof.yaml or set PROMPTPROF_UPSTREAM_NAME',
    },
  });
  expect(await failure("/proxy/")).toMatchObject({ status: 404 });
  expect(await failure("/proxy")).toMatchObject({ status: 404 });
  expect(await failure("/proxy/__proto__/x")).toMatchObject({ status: 404 });
});

test("WebSockets are refused in words", async () => {
  const headers = { connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13" };
  const { status, body } = await proxied.send("/proxy/openai/v1/realtime", { headers });
  expect(status).toBe(501);
  expect(body.toString()).toContain("passes no WebSockets");
});

test("another web site and another host name get nothing through", async () => {
  const seen = proxied.upstream.seen.length;
  const crossSite = await proxied.send("/proxy/openai/v1/models", {
    headers: { "sec-fetch-site": "cross-site" },
  });
  expect(crossSite.status).toBe(403);
  const rebound = await proxied.send("/proxy/openai/v1/models", { headers: { host: "evil.example" } });
  expect(rebound.status).toBe(403);
  expect(rebound.body.toString()).toContain("host evil.example is not this machine's");
  expect(proxied.upstream.seen).toHaveLength(seen);
});
