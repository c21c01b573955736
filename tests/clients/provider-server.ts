import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** What a provider is asked. */
export interface ProviderRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What it answers: a head, then pieces of a body. */
export interface ProviderReply {
  /** Default: 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly pieces: readonly (string | Uint8Array)[];
  /** How it ends: whole, with a broken connection after the last piece, or not at all until the client hangs up. */
  readonly end?: "whole" | "cut" | "never";
}

/** A provider on loopback that answers as a test says, and what it was asked. */
export interface ProviderServer {
  readonly url: string;
  readonly requests: readonly ProviderRequest[];
  readonly close: () => Promise<void>;
}

/** @param answer gives the reply to a request; `nth` counts the same requests, from 1 */
export async function startProvider(
  answer: (request: ProviderRequest, nth: number) => ProviderReply,
): Promise<ProviderServer> {
  const requests: ProviderRequest[] = [];
  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { url: path = "", headers } = incoming;
    const request = { path, headers, body: await bodyOf(incoming) };
    requests.push(request);
    const same = requests.filter(({ path, body }) => path === request.path && body === request.body);
    const reply = answer(request, same.length);
    await send(reply, response);
  };
  const server = createServer((incoming, response) => void serve(incoming, response));
  await new Promise<void>((ready) => {
    server.listen(0, "127.0.0.1", ready);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** A piece at a time, so that a client sees them as they come. */
async function send({ status = 200, headers, pieces, end }: ProviderReply, response: ServerResponse) {
  response.writeHead(status, headers);
  response.flushHeaders();
  for (const piece of pieces) {
    await wait(2);
    response.write(piece);
  }
  await wait(2);
  if (end === "cut") response.destroy();
  else if (end !== "never") response.end();
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
