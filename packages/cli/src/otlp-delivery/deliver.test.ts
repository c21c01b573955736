import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { decodeTraces, observe } from "@promptprof/otlp";
import { afterEach, describe, expect, test } from "vitest";
import { blankCall } from "@promptprof/model";
import { RemoteConnection } from "../connection/remote-connection.ts";
import { FailureError } from "../failure-error.ts";
import { deliver } from "./deliver.ts";
import { inParallel } from "./in-parallel.ts";

const call = blankCall({
  project: "p",
  traceId: "1".repeat(32),
  spanId: "2".repeat(16),
  startTime: 1_700_000_000_000,
});

interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
}

let server: Server | undefined;
afterEach(() => void server?.close());

/** A server that gives its answers in order, the last one for ever, and keeps what it got. */
async function answering(
  ...answers: [Answer, ...Answer[]]
): Promise<{ connection: RemoteConnection; bodies: Buffer[] }> {
  const bodies: Buffer[] = [];
  const listening = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { status, headers = {} } = answers[Math.min(bodies.length, answers.length - 1)] ?? answers[0];
      bodies.push(Buffer.concat(chunks));
      response.writeHead(status, headers).end();
    });
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  const { port } = listening.address() as AddressInfo;
  return { connection: new RemoteConnection(`http://127.0.0.1:${port}`), bodies };
}

/** Pauses that take no time and are remembered. */
function pauses(): { readonly taken: number[]; readonly pause: (ms: number) => Promise<void> } {
  const taken: number[] = [];
  return { taken, pause: async (ms) => void taken.push(ms) };
}

describe("a delivery", () => {
  test("is one OTLP request that holds the calls", async () => {
    const { connection, bodies } = await answering({ status: 200 });
    await deliver(connection, [call], pauses().pause);
    expect(bodies).toHaveLength(1);
    const { spans } = decodeTraces(bodies[0] ?? Buffer.alloc(0), "protobuf", { now: Date.now() });
    const { traceId, spanId, startTime } = call;
    expect(spans.map((span) => observe(span))).toMatchObject([
      { kind: "call", call: { traceId, spanId, startTime, durationMs: null, inputTokens: null } },
    ]);
  });

  test("that the server is too busy for is made again, the same bytes, after the time it asks for", async () => {
    const busy = { status: 503, headers: { "retry-after": "3" } };
    const { connection, bodies } = await answering(busy, { status: 429 }, { status: 200 });
    const { taken, pause } = pauses();
    await deliver(connection, [call], pause);
    expect(taken).toEqual([3000, 500]);
    expect(new Set(bodies.map((body) => body.toString("hex"))).size).toBe(1);
    expect(bodies).toHaveLength(3);
  });

  test("that is refused is not made again", async () => {
    const { connection, bodies } = await answering({ status: 400 });
    await expect(deliver(connection, [call], pauses().pause)).rejects.toThrow(
      /did not take the calls: status 400$/,
    );
    expect(bodies).toHaveLength(1);
  });

  test("is given up after about a minute of pauses", async () => {
    const { connection, bodies } = await answering({ status: 503 });
    const { taken, pause } = pauses();
    await expect(deliver(connection, [call], pause)).rejects.toThrow(FailureError);
    expect(taken.reduce((a, b) => a + b, 0)).toBe(55_750);
    expect(bodies).toHaveLength(taken.length + 1);
  });

  test("to a server that is away is made again too", async () => {
    const { taken, pause } = pauses();
    const away = new RemoteConnection("http://127.0.0.1:1");
    await expect(deliver(away, [call], pause)).rejects.toThrow(/^http:\/\/127\.0\.0\.1:1 does not answer: /);
    expect(taken.length).toBeGreaterThan(5);
  });
});

describe("work in parallel", () => {
  test("does everything and never more at once than it may", async () => {
    let underWay = 0;
    let most = 0;
    const done: number[] = [];
    await inParallel(numbers(50), 3, async (n) => {
      most = Math.max(most, (underWay += 1));
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      done.push(n);
    });
    expect(most).toBe(3);
    expect(done.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  });

  test("stops at the first failure, after what is under way has ended", async () => {
    const begun: number[] = [];
    let underWay = 0;
    const work = inParallel(numbers(50), 2, async (n) => {
      begun.push(n);
      underWay += 1;
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      if (n === 4) throw new Error("no. 4");
    });
    await expect(work).rejects.toThrow("no. 4");
    expect(underWay).toBe(0);
    expect(begun.length).toBeLessThan(10);
  });
});

async function* numbers(count: number): AsyncGenerator<number> {
  for (let i = 0; i < count; i += 1) yield i;
}
