import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
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
  const checksHost = address === null || isLoopback(address.host);
  const hosts = new Set([
    "localhost",
    "127.0.0.1",
    "[::1]",
    ...(address === null ? [] : [bracketed(address.host)]),
  ]);
  app.addHook("onRequest", async (request, reply) => {
    reply.headers(HEADERS);
    if (checksHost && !hosts.has(hostOf(request))) {
      return refuse(
        reply,
        `host ${request.headers.host ?? ""} is not this machine's; use one of ${[...hosts].join(", ")}`,
      );
    }
    if (request.method === "POST" && request.headers["sec-fetch-site"] === "cross-site") {
      return refuse(reply, "another web site may not change anything here");
    }
    return undefined;
  });
}

function hostOf({ headers }: FastifyRequest): string {
  return (headers.host ?? "").replace(/:\d*$/, "").toLowerCase();
}

function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host.toLowerCase();
}

function refuse(reply: FastifyReply, error: string): FastifyReply {
  return reply.code(403).send({ error });
}
