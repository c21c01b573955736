import { providerOfHost, type ReplyShape } from "@promptprof/model";
import { Agent as HttpAgent, request as httpRequest, type ClientRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { BUILT_IN_UPSTREAMS } from "../config/built-in-upstreams.ts";
import type { ProxyConfig, UpstreamEntry } from "../config/proxy-schema.ts";

/** Where requests are passed to. */
export interface Upstream {
  readonly name: string;
  /** `https://api.openai.com`: safe to show. */
  readonly origin: string;
  /** Value of the Host header. */
  readonly host: string;
  /** Path that comes before every request's own, without a slash at its end; mostly "". */
  readonly prefix: string;
  /** OpenTelemetry's provider name; null = could be anybody's. */
  readonly provider: string | null;
  /** null = told by the path of each request. */
  readonly shape: ReplyShape | null;
  readonly includeUsage: boolean;
  /** Begins a request; nothing is sent before its head is complete. @throws TypeError for a path that cannot be sent */
  readonly send: (method: string, path: string, headers: readonly string[]) => ClientRequest;
}

/** All upstreams by name, and the connections to them, which are kept open between requests. */
export class Upstreams {
  readonly byName: ReadonlyMap<string, Upstream>;
  readonly #plain: HttpAgent;
  readonly #secure: HttpsAgent;

  constructor({ upstreams }: ProxyConfig) {
    this.#plain = new HttpAgent(KEEP_ALIVE);
    this.#secure = new HttpsAgent(KEEP_ALIVE);
    const builtIn = Object.entries(BUILT_IN_UPSTREAMS).map(([name, url]) => [name, { url }] as const);
    const entries = new Map<string, UpstreamEntry>(builtIn);
    for (const [name, entry] of Object.entries(upstreams))
      entries.set(name, { ...entries.get(name), ...entry });
    this.byName = new Map([...entries].map(([name, entry]) => [name, this.#open(name, entry)]));
  }

  /** Ends the connections that nobody uses; the others end with their requests. */
  close(): void {
    this.#plain.destroy();
    this.#secure.destroy();
  }

  #open(name: string, { url, provider, shape, includeUsage }: UpstreamEntry): Upstream {
    const { origin, host, hostname, port, pathname, protocol } = new URL(url ?? "");
    const isPlain = protocol === "http:";
    // node:http wants IPv6 without its brackets.
    const plainHost = hostname.replace(/^\[|\]$/g, "");
    const portNumber = port === "" ? (isPlain ? 80 : 443) : Number(port);
    const agent = isPlain ? this.#plain : this.#secure;
    const begin = isPlain ? httpRequest : httpsRequest;
    return {
      name,
      origin,
      host,
      prefix: pathname.replace(/\/+$/, ""),
      provider: provider ?? providerOfHost(host),
      shape: shape ?? null,
      includeUsage: includeUsage ?? false,
      send: (method, path, headers) =>
        begin({ protocol, host: plainHost, port: portNumber, agent, method, path, headers }),
    };
  }
}

/**
 * As many connections as there are requests under way: a proxy that queues would be felt. Idle ones are closed after
 * 30 s, or before the time that the upstream itself announces.
 */
const KEEP_ALIVE = { keepAlive: true, maxSockets: Infinity, maxFreeSockets: 256, timeout: 30_000 };
