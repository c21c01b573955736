import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { isForProxy } from "../proxy/target.ts";

export interface FrontOptions {
  /** Takes what is meant for the proxy, before the framework reads a body, counts its bytes or its time. */
  readonly proxy: (request: IncomingMessage, response: ServerResponse) => void;
  /** A body for anybody else that takes longer ends its connection. */
  readonly bodyTimeoutMs: number;
}

/**
 * One port for two: what passes the proxy, and everything else. node:http knows one time limit for all requests of a
 * server, and a proxy may have none (uploads take as long as they take), so the limit of the others is kept here.
 */
export function frontServer({ proxy, bodyTimeoutMs }: FrontOptions, others: RequestListener): Server {
  const listener: RequestListener = (request, response) => {
    if (isForProxy(request.url ?? "")) return proxy(request, response);
    limitBody(request, bodyTimeoutMs);
    return others(request, response);
  };
  const server = createServer({ requestTimeout: 0, headersTimeout: HEADERS_TIMEOUT_MS }, listener);
  // `Expect: 100-continue` is the upstream's to answer; for all others node:http's own answer.
  server.on("checkContinue", (request: IncomingMessage, response: ServerResponse) => {
    if (!isForProxy(request.url ?? "")) response.writeContinue();
    listener(request, response);
  });
  // The default of the framework, which sets it only on servers of its own.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return server;
}

const KEEP_ALIVE_MS = 72_000;
/** node:http's default, which it gives up together with the limit on whole requests. */
const HEADERS_TIMEOUT_MS = 60_000;

function limitBody(request: IncomingMessage, timeoutMs: number): void {
  const { headers } = request;
  if (headers["content-length"] === undefined && headers["transfer-encoding"] === undefined) return;
  const timer = setTimeout(() => request.destroy(), timeoutMs).unref();
  const stop = (): void => clearTimeout(timer);
  request.once("end", stop).once("close", stop);
}
