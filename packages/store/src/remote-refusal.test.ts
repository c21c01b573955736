import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { openStore } from "./open-store.ts";
import { StoreError, StoreUnavailableError } from "./store-error.ts";

const SECRET = "s3cret-word";
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server that answers every request in the same way, and its address. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server has such an address
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What ClickHouse answers to a statement that it refuses. */
function exception(code: number, status: number, words: string): RequestListener {
  return (_request, response) => {
    response
      .writeHead(status, { "X-ClickHouse-Exception-Code": code, "Content-Type": "text/plain" })
      .end(`Code: ${code}. DB::Exception: ${words} (version 26.1.1.1 (official build))\n`);
  };
}

async function refusalOf(listener: RequestListener): Promise<Error> {
  const host = await serve(listener);
  const refusal: unknown = await openStore({ url: `http://me:${SECRET}@${host}/shop` }).catch(
    (error: unknown) => error,
  );
  if (!(refusal instanceof Error)) throw new Error("it was taken");
  expect(refusal).toBeInstanceOf(StoreError);
  expect(refusal).not.toBeInstanceOf(StoreUnavailableError);
  expect(refusal.message).toContain(host);
  expect(refusal.message).not.toMatch(/\n/);
  expect(JSON.stringify([refusal.message, String(refusal.cause)])).not.toContain(SECRET);
  return refusal;
}

test.each<[string, RequestListener, RegExp]>([
  [
    "a web server",
    (_request, response) => void response.end("<html>Welcome</html>"),
    /is not ClickHouse; give the address of its HTTP interface, by default port 8123/,
  ],
  [
    "a web server without such a page",
    (_request, response) => void response.writeHead(404).end("<h1>Not found</h1>"),
    /is not ClickHouse/,
  ],
  [
    "a server of 25.3",
    (_request, response) => void response.end('["25.3.2.39","shop"]\n'),
    /is 25\.3\.2\.39, and promptprof needs 25\.8 or newer; upgrade it/,
  ],
  [
    "a wrong password",
    exception(
      516,
      403,
      `me: Authentication failed: password ${SECRET} is incorrect. (AUTHENTICATION_FAILED)`,
    ),
    /refuses user or password; check both in the store URL/,
  ],
  [
    "a database that is not there",
    exception(81, 404, "Database shop does not exist. (UNKNOWN_DATABASE)"),
    /has no such database; make it with CREATE DATABASE/,
  ],
  [
    "a user without rights",
    exception(497, 403, "me: Not enough privileges. (ACCESS_DENIED)"),
    /does not let the user do this; grant SELECT, INSERT/,
  ],
])("%s is refused in one line that says what to do, without the password", async (_what, listener, words) => {
  expect((await refusalOf(listener)).message).toMatch(words);
});

test("a server of which nothing comes may be there later", async () => {
  const host = await serve((request) => request.socket.destroy());
  await expect(openStore({ url: `http://${host}` })).rejects.toThrow(StoreUnavailableError);
});

test("an address that is none is refused without being repeated", async () => {
  const opening = openStore({ url: `clickhouse://me:${SECRET}@host` });
  await expect(opening).rejects.toThrow("must be like http://user:password@host:8123/database");
  await expect(opening).rejects.not.toThrow(SECRET);
});

test("a connection that is cut once is replaced by another", async () => {
  let requests = 0;
  const host = await serve((request, response) => {
    requests += 1;
    // The first question is answered, the second one cut, and what comes after that refused.
    if (requests === 1) response.end('["26.1.1.1","shop"]\n');
    else if (requests === 2) request.socket.destroy();
    else exception(497, 403, "no. (ACCESS_DENIED)")(request, response);
  });
  await expect(openStore({ url: `http://${host}` })).rejects.toThrow("grant");
  expect(requests).toBe(3);
});
