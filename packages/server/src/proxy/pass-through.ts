import type { ClientRequest, IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import {
  CONNECT_TIMEOUT_MS,
  ConnectTimeoutError,
  failureReason,
  type FailureReason,
} from "./failure-reason.ts";
import { pairsOf, responseHeaders } from "./passed-headers.ts";
import type { PassEnd, PassWatcher } from "./pass-watcher.ts";
import type { StreamFilter } from "./usage-chunk.ts";

export interface PassOptions {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Begins the upstream's request. */
  readonly send: () => ClientRequest;
  /** Sent in place of the request's own body, which was read already; null = the client's own bytes, as they come. */
  readonly body: Buffer | null;
  /** Takes out of a successful stream what the client did not ask for; null = nothing. */
  readonly filter: StreamFilter | null;
  readonly watcher: PassWatcher;
  /** No answer came; nothing has been sent to the client yet. */
  readonly onUnanswered: (reason: FailureReason) => void;
  /** Called once, before the client can see the end. */
  readonly onEnd: (end: PassEnd) => void;
}

/**
 * Passes one request and its answer: bytes at once and as they are, both ways, each side no faster than the other
 * takes it. A client that leaves ends the upstream's request; an answer that breaks off breaks off for the client.
 */
export function passThrough(options: PassOptions): void {
  new Pass(options).begin();
}

class Pass {
  readonly #options: PassOptions;
  #sent: ClientRequest | null = null;
  #answer: IncomingMessage | null = null;
  #filter: StreamFilter | null = null;
  #isOver = false;

  constructor(options: PassOptions) {
    this.#options = options;
  }

  begin(): void {
    const { request, response } = this.#options;
    // Errors of the client's side are seen as `close`; without a listener they would end the process.
    request.on("error", () => {});
    response.on("error", () => {});
    response.on("close", () => this.#clientLeft());
    if (response.destroyed) return this.#clientLeft();
    let sent: ClientRequest;
    try {
      sent = this.#options.send();
    } catch (error) {
      return this.#broke(error);
    }
    this.#sent = sent;
    limitConnecting(sent);
    sent.on("error", (error) => this.#broke(error));
    sent.on("response", (answer) => this.#answered(answer));
    sent.on("continue", () => response.writeContinue());
    this.#passRequest(sent);
  }

  #passRequest(sent: ClientRequest): void {
    const { request, body, watcher } = this.#options;
    if (body !== null) {
      sent.end(body);
      return watcher.requestEnd();
    }
    request.on("data", (bytes: Buffer) => {
      // The rest of a body that the upstream no longer takes is read and dropped, so that its answer can be read.
      if (sent.destroyed || sent.writableEnded) return;
      if (!sent.write(bytes)) request.pause();
      watcher.requestBytes(bytes);
    });
    sent.on("drain", () => request.resume());
    sent.on("close", () => request.resume());
    request.on("end", () => {
      if (request.rawTrailers.length > 0) sent.addTrailers(pairsOf(request.rawTrailers));
      sent.end();
      watcher.requestEnd();
    });
  }

  #answered(answer: IncomingMessage): void {
    const { response, watcher, filter } = this.#options;
    this.#answer = answer;
    const status = answer.statusCode ?? 502;
    watcher.head(status, answer.headers);
    answer.on("error", (error) => this.#broke(error));
    answer.on("end", () => this.#complete(answer));
    answer.on("close", () => this.#broke(null));
    this.#filter = status < 400 ? filter : null;
    response.sendDate = false;
    try {
      const headers = responseHeaders(answer.rawHeaders, this.#filter !== null);
      response.writeHead(status, answer.statusMessage, headers);
    } catch (error) {
      return this.#broke(error);
    }
    this.#passAnswer(answer);
  }

  #passAnswer(answer: IncomingMessage): void {
    const { response, watcher } = this.#options;
    const filter = this.#filter;
    let hasSent = false;
    answer.on("data", (bytes: Buffer) => {
      const passed = filter === null ? bytes : filter.push(bytes);
      hasSent ||= passed.byteLength > 0;
      if (passed.byteLength > 0 && !response.write(passed)) answer.pause();
      watcher.replyBytes(bytes);
    });
    response.on("drain", () => answer.resume());
    // A head that comes alone goes on alone; with the first bytes it goes in one packet.
    setImmediate(() => {
      if (!hasSent && !response.writableEnded && !response.destroyed) response.flushHeaders();
    });
  }

  #complete(answer: IncomingMessage): void {
    const { response } = this.#options;
    this.#end({ kind: "complete" });
    const rest = this.#filter?.end();
    if (rest !== undefined && rest.byteLength > 0) response.write(rest);
    if (answer.rawTrailers.length > 0) response.addTrailers(pairsOf(answer.rawTrailers));
    response.end();
  }

  /** Before an answer: the client is told. In the middle of one: its connection breaks, as the upstream's did. */
  #broke(error: unknown): void {
    if (this.#isOver) return;
    const reason = failureReason(error ?? Object.assign(new Error("closed"), { code: "ECONNRESET" }));
    const { errorClass, code } = reason;
    this.#end({ kind: "failed", errorClass, code });
    this.#sent?.destroy();
    const { request, response, onUnanswered } = this.#options;
    if (response.headersSent)
      return breakOff(response, this.#answer?.headers["content-length"] !== undefined);
    request.resume();
    onUnanswered(reason);
  }

  #clientLeft(): void {
    if (this.#isOver) return;
    this.#end({ kind: "cancelled" });
    this.#answer?.destroy();
    this.#sent?.destroy();
  }

  #end(end: PassEnd): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#options.onEnd(end);
  }
}

/** What was sent so far still arrives; then the connection ends where the body says that it should not. */
function breakOff(response: ServerResponse, saysItsLength: boolean): void {
  const { socket, chunkedEncoding } = response;
  if (socket === null) response.destroy();
  else if (chunkedEncoding || saysItsLength) socket.destroySoon();
  else socket.resetAndDestroy();
}

function limitConnecting(sent: ClientRequest): void {
  sent.once("socket", (socket: Socket) => {
    if (!socket.connecting) return;
    const timer = setTimeout(
      () => sent.destroy(new ConnectTimeoutError(`no connection within ${CONNECT_TIMEOUT_MS} ms`)),
      CONNECT_TIMEOUT_MS,
    );
    const stop = (): void => clearTimeout(timer);
    socket.once(socket instanceof TLSSocket ? "secureConnect" : "connect", stop);
    sent.once("close", stop);
  });
}
