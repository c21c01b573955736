import type { Readable } from "node:stream";
import type { App } from "./app.ts";

export interface FetchRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
}

export interface FetchAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

/** Sends a request through the routes without a socket. */
export async function fetchInProcess(app: App, path: string, request: FetchRequest): Promise<FetchAnswer> {
  const method = METHODS.find((known) => known === (request.method ?? "GET").toUpperCase());
  if (method === undefined)
    throw new TypeError(`method must be one of ${METHODS.join(", ")}, got ${request.method}`);
  const { statusCode, headers, rawPayload } = await app.inject({
    method,
    url: path,
    headers: { host: "localhost", ...request.headers },
    ...(request.body === undefined ? {} : { payload: payloadOf(request.body) }),
  });
  const sent = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name.toLowerCase(), String(value)]],
  );
  return { status: statusCode, headers: Object.fromEntries(sent), body: rawPayload };
}

export interface StreamRequest {
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Readable;
}

export interface StreamAnswer {
  readonly status: number;
  readonly body: Readable;
}

/** As `fetchInProcess`, for what is too long to be held in memory, either way. */
export async function streamInProcess(
  app: App,
  path: string,
  { method = "GET", headers = {}, body }: StreamRequest,
): Promise<StreamAnswer> {
  const response = await app.inject({
    method,
    url: path,
    headers: { host: "localhost", ...headers },
    payloadAsStream: true,
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: response.statusCode, body: response.stream() };
}

function payloadOf(body: Uint8Array | string): Buffer | string {
  return typeof body === "string" ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}
