import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { OtlpTarget } from "./otlp-target.ts";

/** What became of one request. */
export type PostOutcome =
  | { readonly kind: "taken" }
  /** Sending it again would be answered the same. */
  | { readonly kind: "refused"; readonly why: string }
  /** `afterMs` = the server's own wish, null where it has none. */
  | { readonly kind: "later"; readonly why: string; readonly afterMs: number | null };

/** OTLP specification 1.x, "Failures": these may be sent again, all others not. */
const RETRYABLE = new Set([429, 502, 503, 504]);

// One connection is enough: one batch is under way at a time. The agents unref idle sockets, so they hold no process.
const agents = { "http:": new HttpAgent({ keepAlive: true }), "https:": new HttpsAgent({ keepAlive: true }) };
const compress = promisify(gzip);

/** Posts a body of OTLP protobuf. Never rejects. */
export async function postOtlp(
  url: string,
  body: readonly Buffer[],
  target: OtlpTarget,
): Promise<PostOutcome> {
  try {
    const sent = target.gzip ? [await compress(Buffer.concat(body))] : body;
    return outcomeOf(await post(new URL(url), sent, target));
  } catch (error) {
    // A URL that cannot be parsed stays so; a connection may come back.
    if (error instanceof TypeError && !URL.canParse(url))
      return { kind: "refused", why: `"${url}" is no URL` };
    return { kind: "later", why: reasonOf(error), afterMs: null };
  }
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

function post(
  url: URL,
  body: readonly Buffer[],
  { headers, timeoutMs, gzip: zipped }: OtlpTarget,
): Promise<Answer> {
  const secure = url.protocol === "https:";
  return new Promise((resolve, reject) => {
    const request = (secure ? httpsRequest : httpRequest)(url, {
      method: "POST",
      agent: agents[secure ? "https:" : "http:"],
      // Covers a server that takes the connection and never answers.
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        ...headers,
        "content-type": "application/x-protobuf",
        "content-length": body.reduce((sum, part) => sum + part.length, 0),
        ...(zipped && { "content-encoding": "gzip" }),
      },
    });
    request.once("response", (response) => void answerOf(response).then(resolve, reject));
    request.once("error", reject);
    // A host that has nothing more to do may end; `flush()` waits by its own timer.
    request.once("socket", (socket) => socket.unref());
    // Corked until `end`, so the parts leave together.
    for (const part of body) request.write(part);
    request.end();
  });
}

/** Reads the answer to its end, so that the connection can be used again. */
async function answerOf(response: IncomingMessage): Promise<Answer> {
  for await (const _chunk of response);
  return { status: response.statusCode ?? 0, retryAfter: response.headers["retry-after"] };
}

function outcomeOf({ status, retryAfter }: Answer): PostOutcome {
  if (status >= 200 && status < 300) return { kind: "taken" };
  const why = `the server answers ${status}`;
  if (!RETRYABLE.has(status)) return { kind: "refused", why };
  return { kind: "later", why, afterMs: retryAfterMs(retryAfter) };
}

/** RFC 9110, 10.2.3: seconds, or a date. */
function retryAfterMs(value: string | undefined): number | null {
  if (value === undefined) return null;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return typeof code === "string" ? code : String(error);
}
