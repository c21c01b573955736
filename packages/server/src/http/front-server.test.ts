import { once } from "node:events";
import { request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { frontServer } from "./front-server.ts";

const server = frontServer(
  {
    proxy: (request, response) => void request.resume().once("end", () => response.end()),
    bodyTimeoutMs: 100,
  },
  (request, response) => void request.resume().once("end", () => response.end()),
);
beforeAll(() => new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Sends half a body, and the rest when the time for bodies is long over. */
async function trickle(path: string): Promise<unknown> {
  const { port } = server.address() as AddressInfo;
  const request = httpRequest({ port, path, method: "POST", headers: { "content-length": 2 } });
  const answered = once(request, "response").then(
    () => "answered",
    () => "cut off",
  );
  request.write("a");
  await Promise.race([answered, sleep(400)]);
  request.end("b");
  return answered;
}

test("a body that trickles in loses its connection, but not on its way through the proxy", async () => {
  expect(await trickle("/v1/traces")).toBe("cut off");
  expect(await trickle("/proxy/openai/v1/files")).toBe("answered");
});
