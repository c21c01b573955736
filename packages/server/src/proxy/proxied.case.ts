import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from "node:http";
import { buffer } from "node:stream/consumers";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AddressInfo } from "node:net";
import type { CallRow, CallsAnswer } from "../contract.ts";
import { startTestServer, type TestServer } from "../test-server.case.ts";

/** A real server of promptprof before a real upstream, both on free ports. */
export interface Proxied {
  readonly promptprof: TestServer;
  readonly upstream: TestUpstream;
  readonly send: (path: string, options?: SendOptions) => Promise<Exchange>;
  /** All calls stored so far, oldest first. */
  readonly calls: () => Promise<CallRow[]>;
  /** The one call that was stored since the last time anybody asked. */
  readonly newCall: () => Promise<CallRow>;
  readonly close: () => Promise<void>;
}

export interface TestUpstream {
  readonly url: string;
  readonly port: number;
  /** Requests as they came, their bodies whole. */
  readonly seen: readonly SeenRequest[];
  /** Connections opened so far. */
  readonly connections: number;
  /** How it answers from now on, after the request is read. */
  answer: (request: SeenRequest, response: ServerResponse) => void;
  /** How it takes requests from now on, before they are read; null = it reads them and answers. */
  take: RequestListener | null;
  readonly close: () => Promise<void>;
}

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly rawHeaders: readonly string[];
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
  readonly rawTrailers: readonly string[];
}

export interface SendOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | string[]>> | string[];
  readonly body?: Buffer | string;
  readonly agent?: Agent;
}

export interface Exchange {
  readonly status: number;
  readonly statusMessage: string;
  readonly rawHeaders: readonly string[];
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
  readonly rawTrailers: readonly string[];
  /** The connection broke in the middle of the answer. */
  readonly isBroken: boolean;
}

/** @param config lines of `promptprof.yaml`; `UPSTREAM` stands for the URL of the upstream */
export async function startProxied(config = ""): Promise<Proxied> {
  const upstream = await startUpstream();
  const folder = mkdtempSync(join(tmpdir(), "promptprof-proxied-"));
  const configFile = join(folder, "promptprof.yaml");
  writeFileSync(configFile, config.replaceAll("UPSTREAM", upstream.url));
  const env = {
    PROMPTPROF_UPSTREAM_OPENAI: upstream.url,
    PROMPTPROF_UPSTREAM_ANTHROPIC: upstream.url,
    PROMPTPROF_UPSTREAM_GEMINI: upstream.url,
  };
  const promptprof = await startTestServer({ configFile, env });
  let known = 0;
  const calls = async (): Promise<CallRow[]> => {
    await promptprof.flush();
    const { body } = await promptprof.ask<CallsAnswer>("/api/v1/calls?limit=1000");
    return body.calls.toReversed();
  };
  return {
    promptprof,
    upstream,
    send: (path, options) => sendTo(promptprof.url + path, options),
    calls,
    newCall: async () => {
      const all = await calls();
      const [call, ...others] = all.slice(known);
      known = all.length;
      if (call === undefined || others.length > 0)
        throw new Error(`${others.length + (call ? 1 : 0)} new calls`);
      return call;
    },
    close: async () => {
      await promptprof.remove();
      await upstream.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export async function startUpstream(): Promise<TestUpstream> {
  const seen: SeenRequest[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    if (upstream.take !== null) return upstream.take(request, response);
    return void serve(request, response);
  });
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const whole = await readRequest(request);
    seen.push(whole);
    upstream.answer(whole, response);
  };
  server.on("connection", () => (connections += 1));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  const upstream: TestUpstream = {
    url: `http://127.0.0.1:${port}`,
    port,
    seen,
    get connections() {
      return connections;
    },
    answer: (_request, response) => void response.end(),
    take: null,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  return upstream;
}

async function readRequest(request: IncomingMessage): Promise<SeenRequest> {
  const body = await buffer(request);
  const { method = "", url = "", rawHeaders, headers, rawTrailers } = request;
  return { method, url, rawHeaders, headers, body, rawTrailers };
}

/** By node:http itself, which shows bytes and header names as they came. */
export async function sendTo(url: string, options: SendOptions = {}): Promise<Exchange> {
  const { method = "GET", headers = {}, body, agent } = options;
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, headers, ...(agent === undefined ? {} : { agent }) });
    request.on("error", reject);
    request.on("response", (response) => {
      const chunks: Buffer[] = [];
      const done = (isBroken: boolean): void => {
        const { statusCode = 0, statusMessage = "", rawHeaders, rawTrailers } = response;
        const whole = Buffer.concat(chunks);
        const head = { status: statusCode, statusMessage, rawHeaders, headers: response.headers };
        resolve({ ...head, body: whole, rawTrailers, isBroken });
      };
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => done(false));
      response.on("error", () => done(true));
    });
    request.end(body);
  });
}

export const CHAT = JSON.stringify({
  model: "gpt-4.1-mini",
  messages: [
    { role: "system", content: "You answer in one word." },
    { role: "user", content: "What is the capital of France?" },
  ],
});

export const CHAT_REPLY = JSON.stringify({
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1,
  model: "gpt-4.1-mini-2025-04-14",
  choices: [{ index: 0, message: { role: "assistant", content: "Paris" }, finish_reason: "stop" }],
  usage: { prompt_tokens: 24, completion_tokens: 2, total_tokens: 26 },
});

/** Events as OpenAI streams them, one a string. */
export function chatStream(withUsage: boolean): string[] {
  const chunk = (choices: object[], usage: object | null = null): string =>
    `data: ${JSON.stringify({
      id: "chatcmpl-2",
      object: "chat.completion.chunk",
      created: 1,
      model: "gpt-4.1-mini-2025-04-14",
      choices,
      ...(withUsage ? { usage } : {}),
    })}\n\n`;
  const delta = (content: string): string => chunk([{ index: 0, delta: { content }, finish_reason: null }]);
  return [
    chunk([{ index: 0, delta: { role: "assistant", content: "" }, finish_reason: null }]),
    ...["The ", "café ", "is in ", "Paris ", "☕"].map(delta),
    chunk([{ index: 0, delta: {}, finish_reason: "stop" }]),
    ...(withUsage ? [chunk([], { prompt_tokens: 24, completion_tokens: 7, total_tokens: 31 })] : []),
    "data: [DONE]\n\n",
  ];
}

export const JSON_POST = {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: CHAT,
} as const;

/** A promise and the way to settle it (`Promise.withResolvers` is not in Node 20). */
export function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let settle: ((value: T) => void) | null = null;
  const promise = new Promise<T>((resolve) => {
    settle = resolve;
  });
  return { promise, resolve: (value) => settle?.(value) };
}
