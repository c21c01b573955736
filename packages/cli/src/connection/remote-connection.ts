import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { pipeline } from "node:stream/promises";
import { FailureError } from "../failure-error.ts";
import type { ApiReply, ApiRequest, Connection, StreamReply, StreamRequest } from "./connection.ts";

/** Talks to a running server over HTTP. Answers that take longer than a minute are given up. */
export class RemoteConnection implements Connection {
  readonly place: string;

  constructor(url: string) {
    this.place = url.replace(/\/+$/, "");
  }

  async request(path: string, { method = "GET", headers = {}, body }: ApiRequest = {}): Promise<ApiReply> {
    const signal = AbortSignal.timeout(60_000);
    const init = { method, headers, signal, ...(body === undefined ? {} : { body: body.slice() }) };
    try {
      const response = await fetch(this.place + path, init);
      const bytes = new Uint8Array(await response.arrayBuffer());
      return { status: response.status, headers: Object.fromEntries(response.headers), body: bytes };
    } catch (error) {
      throw new FailureError(`${this.place} does not answer: ${reasonOf(error)}`, { cause: error });
    }
  }

  /** By node:http, as `fetch` gives an answer up whose first byte takes five minutes. */
  async stream(path: string, { method = "GET", body }: StreamRequest = {}): Promise<StreamReply> {
    const url = new URL(this.place + path);
    const send = url.protocol === "https:" ? httpsRequest : httpRequest;
    const headers = body === undefined ? {} : { "content-type": "application/octet-stream" };
    const request = send(url, { method, headers });
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      request.once("response", resolve).once("error", reject);
    });
    try {
      if (body === undefined) request.end();
      // A server that refuses answers before it has read the body.
      else pipeline(body, request).catch(() => undefined);
      const response = await answered;
      return { status: response.statusCode ?? 0, body: response };
    } catch (error) {
      throw new FailureError(`${this.place} does not answer: ${reasonOf(error)}`, { cause: error });
    }
  }

  async close(): Promise<void> {}
}

/** `fetch` says only "fetch failed"; what failed is in the cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  return cause.message || ("code" in cause ? String(cause.code) : cause.name);
}
