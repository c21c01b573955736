import type { FastifyInstance, FastifyReply } from "fastify";
import type { IncomingHttpHeaders } from "node:http";
import { isLoopback, type Address } from "./address.ts";

/**
 * Everything from this origin and nothing inline, but for styles: the accessible widgets of the pages put small style
 * elements into the document (touch and scroll behaviour), and a style cannot run code.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const HEADERS = {
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
} as const;

/**
 * Keeps other web pages away from a server without keys. A page may point its own name at 127.0.0.1 (DNS rebinding),
 * so on loopback the Host header must be this machine's; and it may post a form here, so what changes something is
 * refused when the browser says that another site asks. No CORS header is ever sent: no other site may read.
 *
 * @param address where the server listens; null = in this process alone. Beyond loopback any name may be the right
 *   one, and whoever allowed that has allowed everybody.
 */
export function guardOrigin(app: FastifyInstance, address: Address | null): void {
  const foreignHost = hostGuard(address);
  app.addHook("onRequest", async (request, reply) => {
    reply.headers(HEADERS);
    const refusal = foreignHost(request.headers);
    if (refusal !== null) return refuse(reply, refusal);
    if (request.method === "POST" && isCrossSite(request.headers)) {
      return refuse(reply, "another web site may not change anything here");
    }
    return undefined;
  });
}

/** Says what is wrong with the Host header of a request, or null: see `guardOrigin`. */
export function hostGuard(address: Address | null): (headers: IncomingHttpHeaders) => string | null {
  if (address !== null && !isLoopback(address.host)) return () => null;
  const hosts = new Set([
    "localhost",
    "127.0.0.1",
    "[::1]",
    ...(address === null ? [] : [bracketed(address.host)]),
  ]);
  return (headers) =>
    hosts.has(hostOf(headers))
      ? null
      : `host ${headers.host ?? ""} is not this machine's; use one of ${[...hosts].join(", ")}`;
}

/** Whether a browser says that another web site asks. */
export function isCrossSite(headers: IncomingHttpHeaders): boolean {
  return headers["sec-fetch-site"] === "cross-site";
}

function hostOf(headers: IncomingHttpHeaders): string {
  return (headers.host ?? "").replace(/:\d*$/, "").toLowerCase();
}

function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host.toLowerCase();
}

function refuse(reply: FastifyReply, error: string): FastifyReply {
  return reply.code(403).send({ error });
}
