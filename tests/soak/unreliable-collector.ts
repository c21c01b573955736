import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "./seeded-random.ts";
import { SpanBooks } from "./span-books.ts";

/**
 * What the collector does with a batch: takes it; refuses it for now; never takes it; takes it, and the answer is lost;
 * reads it and says nothing; is not there at all.
 */
type Mood = "well" | "busy" | "limited" | "refusing" | "forgetful" | "hanging" | "down";

const MOODS: readonly Mood[] = ["well", "busy", "limited", "refusing", "forgetful", "hanging", "down"];
const MOOD_MS = [100, 700] as const;
const LOOK_EVERY_MS = 20;

export interface UnreliableCollector {
  readonly url: string;
  readonly books: SpanBooks;
  /** Changes the mood at random until it is told to stop, and is well from then on. */
  readonly misbehave: (signal: AbortSignal) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** @param longestHangMs how long it keeps a sender waiting at most, and how long a mood lasts in which it does */
export async function startUnreliableCollector(
  random: Random,
  longestHangMs: number,
): Promise<UnreliableCollector> {
  const books = new SpanBooks();
  let mood: Mood = "well";
  const met = { batches: 0 };
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request);
    if (body === null) return;
    met.batches += 1;
    answer(mood, body, response, books);
  };
  const server = createServer((request, response) => void take(request, response));
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;

  /** For a while, and until it has met a batch: otherwise nothing came of it. */
  const last = async (ms: number, signal: AbortSignal): Promise<void> => {
    met.batches = 0;
    await pause(ms, signal);
    while (met.batches === 0 && server.listening && !signal.aborted) await pause(LOOK_EVERY_MS, signal);
  };
  const misbehave = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      for (mood of shuffled(MOODS, random)) {
        if (signal.aborted) break;
        if (mood === "down") await unlisten(server);
        await last(random.between(MOOD_MS[0], mood === "hanging" ? longestHangMs : MOOD_MS[1]), signal);
        if (mood === "hanging") server.closeAllConnections();
        if (mood === "down") await listen(server, port);
      }
    }
    mood = "well";
  };
  return { url: `http://127.0.0.1:${port}`, books, misbehave, close: () => unlisten(server) };
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => [random.next(), item] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, item]) => item);
}

function answer(mood: Mood, body: Buffer, response: ServerResponse, books: SpanBooks): void {
  switch (mood) {
    case "busy":
      response.writeHead(503).end();
      return;
    case "limited":
      response.writeHead(429, { "retry-after": "1" }).end();
      return;
    case "refusing":
      response.writeHead(400).end();
      return;
    case "forgetful":
      books.store(body);
      response.destroy();
      return;
    case "hanging":
    case "down":
      return;
    default:
      books.store(body);
      response.writeHead(200, { "content-type": "application/x-protobuf" }).end();
      books.acknowledge(body);
  }
}

/** null = the sender went away. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  } catch {
    return null;
  }
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((ready, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", failed);
      ready();
    });
  });
}

async function unlisten(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {});
}
