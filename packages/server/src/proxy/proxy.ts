import type { SegmentHasher } from "@promptprof/anatomy";
import { didYouMean } from "@promptprof/model";
import type { FastifyBaseLogger } from "fastify";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { ProxyConfig } from "../config/proxy-schema.ts";
import { isCrossSite } from "../http/security.ts";
import { COPY_BYTES_MAX } from "./body-copy.ts";
import { endpointOf, type Endpoint } from "./endpoint.ts";
import { shapeOfProvider, type Failure } from "./failure-body.ts";
import type { FailureReason } from "./failure-reason.ts";
import { Measurement } from "./measurement.ts";
import type { Outbox } from "./outbox.ts";
import { passThrough } from "./pass-through.ts";
import type { PassWatcher } from "./pass-watcher.ts";
import { requestHeaders } from "./passed-headers.ts";
import { quietly } from "./quiet-watcher.ts";
import { refuse } from "./refuse.ts";
import { readTarget, type Target } from "./target.ts";
import { Upstreams, type Upstream } from "./upstream.ts";
import { askForUsage, withoutUsageChunk } from "./usage-chunk.ts";

export interface ProxyOptions {
  readonly config: ProxyConfig;
  readonly outbox: Outbox;
  readonly hasher: SegmentHasher;
  /** Whether calls without usage are counted by their text. */
  readonly countsText: boolean;
  /** Says what is wrong with the Host header of a request, or null. */
  readonly foreignHost: (headers: IncomingHttpHeaders) => string | null;
  readonly log: Pick<FastifyBaseLogger, "warn">;
}

/** What a request asks for, once it is known where it goes. */
interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly target: Target;
  readonly upstream: Upstream;
  /** null = no call to a model. */
  readonly endpoint: Endpoint | null;
}

/** Passes requests to the providers and measures the calls among them. */
export class ProviderProxy {
  readonly #options: ProxyOptions;
  readonly #upstreams: Upstreams;
  /** The last failure of each upstream, so that one that is down is logged once and not for each call. */
  readonly #failing = new Map<string, string>();
  #hasFailedToMeasure = false;

  constructor(options: ProxyOptions) {
    this.#options = options;
    this.#upstreams = new Upstreams(options.config);
  }

  handle(request: IncomingMessage, response: ServerResponse): void {
    const { headers, method = "GET" } = request;
    const foreign = this.#options.foreignHost(headers);
    if (foreign !== null) return refuse(request, response, null, refused(foreign));
    if (isCrossSite(headers)) {
      return refuse(
        request,
        response,
        null,
        refused("another web site may not use the proxy of this machine"),
      );
    }
    const target = readTarget(request.url ?? "");
    const upstream = target === null ? undefined : this.#upstreams.byName.get(target.upstream);
    if (target === null || upstream === undefined) {
      return refuse(request, response, null, this.#unknown(target?.upstream ?? ""));
    }
    const endpoint = endpointOf(method, target.path, upstream);
    const asked = { request, response, target, upstream, endpoint };
    if (headers.upgrade?.toLowerCase() === "websocket") return answerFailure(asked, NO_WEBSOCKETS);
    if (mayAskForUsage(asked)) void this.#askForUsage(asked);
    else this.#pass(asked, this.#measurementOf(asked), null);
  }

  close(): void {
    this.#upstreams.close();
  }

  /** The body is short and of known length, so that it can be read before it is sent. */
  async #askForUsage(asked: Asked): Promise<void> {
    const measurement = this.#measurementOf(asked);
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of asked.request) chunks.push(chunk);
    } catch {
      // The client left before it had asked for anything.
      return;
    }
    this.#pass(asked, measurement, Buffer.concat(chunks));
  }

  /** @param body the request's body where it was read; it goes on as it is where nothing is added to it */
  #pass(asked: Asked, measurement: Measurement | null, body: Buffer | null): void {
    const { request, response, upstream, target } = asked;
    const { method = "GET", rawHeaders } = request;
    const asking = body === null ? null : askForUsage(body);
    const watcher = quietly(measurement ?? UNWATCHED, (error) => this.#notMeasured(error));
    if (body !== null) watcher.requestBytes(body);
    const { host, prefix } = upstream;
    const changes = { host, contentLength: asking?.byteLength ?? null, plainAnswer: asking !== null };
    passThrough({
      request,
      response,
      send: () => upstream.send(method, prefix + target.path, requestHeaders(rawHeaders, method, changes)),
      body: asking ?? body,
      filter: asking === null ? null : withoutUsageChunk(),
      watcher,
      onUnanswered: (reason) => this.#unanswered(asked, reason),
      onEnd: (end) => {
        if (end.kind === "complete") this.#failing.delete(upstream.name);
        if (measurement === null) this.#options.outbox.addNotCall();
        else this.#options.outbox.add(measurement.finish(end));
      },
    });
  }

  #measurementOf({ request, target, upstream, endpoint }: Asked): Measurement | null {
    if (endpoint === null) return null;
    const { hasher, countsText, config } = this.#options;
    const { headers } = request;
    return new Measurement({ upstream, endpoint, target, headers, rules: config.rules, hasher, countsText });
  }

  #unanswered(asked: Asked, { status, words, code }: FailureReason): void {
    const { name, origin } = asked.upstream;
    const message = `promptprof cannot reach upstream ${name} at ${origin}: ${words}`;
    if (this.#failing.get(name) !== code) this.#options.log.warn(message);
    this.#failing.set(name, code);
    answerFailure(asked, { status, message, code: "upstream_unreachable" });
  }

  #notMeasured(error: unknown): void {
    if (this.#hasFailedToMeasure) return;
    this.#hasFailedToMeasure = true;
    this.#options.log.warn({ err: error }, "a part of a call that passed the proxy could not be measured");
  }

  #unknown(name: string): Failure {
    const names = [...this.#upstreams.byName.keys()];
    const meant = didYouMean(name, names);
    const hint = meant === null ? `known are ${names.join(", ")}` : `did you mean ${meant}?`;
    const how = "add proxy.upstreams.NAME.url to promptprof.yaml or set PROMPTPROF_UPSTREAM_NAME";
    const what =
      name === "" ? "no upstream is named after /proxy/" : `no upstream is called ${JSON.stringify(name)}`;
    return { status: 404, message: `${what}; ${hint}; to add one, ${how}`, code: "unknown_upstream" };
  }
}

const UNWATCHED: PassWatcher = {
  requestBytes: () => {},
  requestEnd: () => {},
  head: () => {},
  replyBytes: () => {},
};

const NO_WEBSOCKETS: Failure = {
  status: 501,
  message:
    "promptprof's proxy passes no WebSockets; use the provider's HTTP API through it, or connect directly",
  code: "websocket_not_supported",
};

function refused(message: string): Failure {
  return { status: 403, message, code: "refused" };
}

/** Whether the body is to be read before it is sent: only on request, and only where that cannot take much memory. */
function mayAskForUsage({ request, upstream, endpoint }: Asked): boolean {
  if (endpoint?.shape !== "openai-chat") return false;
  const { headers } = request;
  const said = headers["x-promptprof-include-usage"];
  if (said === undefined ? !upstream.includeUsage : said !== "true") return false;
  const length = Number(headers["content-length"] ?? Number.NaN);
  return (
    length <= COPY_BYTES_MAX && headers["content-encoding"] === undefined && headers.expect === undefined
  );
}

function answerFailure({ request, response, endpoint, upstream }: Asked, failure: Failure): void {
  const shape = endpoint?.shape ?? upstream.shape ?? shapeOfProvider(upstream.provider);
  refuse(request, response, shape, failure);
}
