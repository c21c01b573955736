/**
 * Headers that are about one connection and not about the message (RFC 9110 section 7.6.1, RFC 9112 section 9.3 and
 * appendix C.2.2), so that they end here.
 */
const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "proxy-authorization",
  "proxy-authenticate",
  "te",
  "upgrade",
  "http2-settings",
]);
const OWN_PREFIX = "x-promptprof-";

/** How the headers of a request are changed beside what the protocol asks for. */
export interface RequestChanges {
  readonly host: string;
  /** Length of a body that is not the client's; null = the client's own. */
  readonly contentLength: number | null;
  /** The answer must be readable here, so it may not be compressed. */
  readonly plainAnswer: boolean;
}

/**
 * The headers of a request as they go on: names as they were written, in their order, duplicates included. Names and
 * values alternate, as in node:http's `rawHeaders`.
 */
export function requestHeaders(raw: readonly string[], method: string, changes: RequestChanges): string[] {
  const named = namedByConnection(raw);
  const headers: string[] = [];
  let hasLength = false;
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = (raw[i] ?? "").toLowerCase();
    if (HOP_BY_HOP.has(name) || named.has(name) || name.startsWith(OWN_PREFIX)) continue;
    if (name === "content-length" || name === "transfer-encoding") {
      hasLength = true;
      if (changes.contentLength !== null) continue;
    }
    if (name === "accept-encoding" && changes.plainAnswer) continue;
    headers.push(raw[i] ?? "", name === "host" ? changes.host : (raw[i + 1] ?? ""));
  }
  if (changes.contentLength !== null) headers.push("content-length", String(changes.contentLength));
  else if (!hasLength && !WITHOUT_BODY.has(method)) headers.push("content-length", "0");
  if (changes.plainAnswer) headers.push("accept-encoding", "identity");
  return headers;
}

/** Methods whose requests mostly have no body; of all others the sender should say that there is none (RFC 9110, 8.6). */
const WITHOUT_BODY = new Set(["GET", "HEAD", "DELETE", "OPTIONS", "TRACE", "CONNECT"]);

/** The headers of an answer as they go on; how the body is framed is up to the connection to the client. */
export function responseHeaders(raw: readonly string[], withoutLength = false): string[] {
  const named = namedByConnection(raw);
  const headers: string[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = (raw[i] ?? "").toLowerCase();
    if (HOP_BY_HOP.has(name) || name === "transfer-encoding" || named.has(name)) continue;
    if (withoutLength && name === "content-length") continue;
    headers.push(raw[i] ?? "", raw[i + 1] ?? "");
  }
  return headers;
}

/** Pairs of a flat list, as node:http takes trailers. */
export function pairsOf(raw: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) pairs.push([raw[i] ?? "", raw[i + 1] ?? ""]);
  return pairs;
}

const NONE: ReadonlySet<string> = new Set();

/** Headers that the sender declares to be about its connection; framing and the host are never among them. */
function namedByConnection(raw: readonly string[]): ReadonlySet<string> {
  let names: Set<string> | null = null;
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const value = raw[i + 1] ?? "";
    if ((raw[i] ?? "").toLowerCase() !== "connection" || COMMON_CONNECTION.test(value)) continue;
    names ??= new Set();
    for (const name of value.toLowerCase().split(",")) names.add(name.trim());
  }
  for (const kept of ["host", "content-length", "transfer-encoding", "content-type"]) names?.delete(kept);
  return names ?? NONE;
}

const COMMON_CONNECTION = /^(keep-alive|close)$/i;
