import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** What a model of this name answers with. `slow` writes a token each few milliseconds, the others at once. */
export const BEHAVIOURS = ["well", "slow", "cut", "limited", "flaky", "failing", "garbled"] as const;

export interface UnreliableProvider {
  readonly url: string;
  readonly close: () => Promise<void>;
}

const TOKENS = 12;
const TOKEN_MS = 4;
const USAGE = { prompt_tokens: 20, completion_tokens: TOKENS, total_tokens: 20 + TOKENS };

/** OpenAI's chat API with the faults that real ones have. The caller chooses which, by the model. */
export async function startUnreliableProvider(): Promise<UnreliableProvider> {
  let requests = 0;
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    requests += 1;
    response.on("error", () => {});
    const { model, stream } = await readBody(request);
    if (refuses(model, requests, response)) return;
    await (stream === true ? streamed(model, response) : whole(model, response));
  };
  const server = createServer(
    (request, response) => void serve(request, response).catch(() => response.destroy()),
  );
  await new Promise<void>((ready) => {
    server.listen(0, "127.0.0.1", ready);
  });
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  return { url: `http://127.0.0.1:${port}/v1`, close };
}

function refuses(model: string, requests: number, response: ServerResponse): boolean {
  if (model === "limited" || (model === "flaky" && requests % 2 === 0)) {
    const headers = { "content-type": "application/json", "retry-after": "1", "retry-after-ms": "3" };
    response.writeHead(429, headers).end(error("rate_limit_exceeded"));
    return true;
  }
  if (model !== "failing") return false;
  response
    .writeHead(500, { "content-type": "application/json", "retry-after-ms": "3" })
    .end(error("server_error"));
  return true;
}

async function whole(model: string, response: ServerResponse): Promise<void> {
  if (model === "slow") await sleep(TOKENS * TOKEN_MS);
  const message = { role: "assistant", content: "word ".repeat(TOKENS), refusal: null };
  const text = JSON.stringify({
    ...frame(model),
    choices: [{ index: 0, message, finish_reason: "stop" }],
    usage: USAGE,
  });
  if (model === "garbled") return void response.writeHead(200, JSON_TYPE).end(text.slice(0, 50));
  if (model !== "cut") return void response.writeHead(200, JSON_TYPE).end(text);
  response.writeHead(200, { ...JSON_TYPE, "content-length": text.length }).write(text.slice(0, 50));
  await sleep(1);
  response.destroy();
}

const JSON_TYPE = { "content-type": "application/json" };

async function streamed(model: string, response: ServerResponse): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (let token = 0; token < TOKENS && !response.destroyed; token += 1) {
    send(response, model, { delta: { content: "word " }, finish_reason: null });
    if (model === "slow") await sleep(TOKEN_MS);
    if (token !== 4) continue;
    if (model === "garbled") response.write('data: {"choices":[{"del\n\n');
    if (model !== "cut") continue;
    await sleep(1);
    response.destroy();
    return;
  }
  send(response, model, { delta: {}, finish_reason: "stop" });
  response.write(`data: ${JSON.stringify({ ...frame(model), choices: [], usage: USAGE })}\n\n`);
  response.end("data: [DONE]\n\n");
}

function send(response: ServerResponse, model: string, choice: object): void {
  response.write(`data: ${JSON.stringify({ ...frame(model), choices: [{ index: 0, ...choice }] })}\n\n`);
}

function frame(model: string): object {
  return { id: "chatcmpl-1", object: "chat.completion.chunk", created: 0, model };
}

function error(code: string): string {
  return JSON.stringify({ error: { message: code, type: code, code, param: null } });
}

async function readBody(request: IncomingMessage): Promise<{ model: string; stream?: boolean }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString("utf8")) as { model: string; stream?: boolean };
}
