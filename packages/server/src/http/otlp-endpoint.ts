import {
  BodyTooLargeError,
  encodeStatus,
  inflate,
  MalformedBodyError,
  UnsupportedEncodingError,
  type BodyEncoding,
  type BodyLimits,
} from "@promptprof/otlp";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { messageOf, RETRY_AFTER_S, statusOf } from "./answer-error.ts";

const CONTENT_TYPES: Readonly<Record<BodyEncoding, string>> = {
  protobuf: "application/x-protobuf",
  json: "application/json",
};

/** google.rpc.Code by HTTP status; the ones that a receiver of telemetry has to say. */
const RPC_CODES: Readonly<Record<number, number>> = { 400: 3, 413: 8, 415: 3, 500: 13, 503: 14 };

export interface OtlpEndpoint {
  readonly path: string;
  readonly limits: BodyLimits;
  /** Takes a plain body and makes the body of the answer, in the same encoding. */
  readonly receive: (body: Uint8Array, encoding: BodyEncoding) => Promise<Uint8Array>;
}

/**
 * An OTLP/HTTP endpoint: protobuf and JSON on one path, told apart by the content type; plain or gzip. Whatever goes
 * wrong is answered in the encoding of the request, with a status that tells whether the same again makes sense.
 */
export function otlpEndpoint(app: FastifyInstance, { path, limits, receive }: OtlpEndpoint): void {
  app.post(path, { schema: { hide: true }, errorHandler: answerFailure }, async (request, reply) => {
    const encoding = encodingOf(request);
    if (encoding === null) return refuseContentType(request, reply);
    const body = await inflate(bodyOf(request), request.headers["content-encoding"], limits);
    return send(reply, encoding, await receive(body, encoding));
  });
}

/** Gives the endpoints below their bodies as bytes, whatever the content type says. */
export function readBytes(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
}

function encodingOf({ headers }: FastifyRequest): BodyEncoding | null {
  const type = headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type === CONTENT_TYPES.json) return "json";
  return type === CONTENT_TYPES.protobuf ? "protobuf" : null;
}

function bodyOf({ body }: FastifyRequest): Uint8Array {
  return body instanceof Uint8Array ? body : new Uint8Array();
}

/** A client that sends neither of the two types reads neither of them, so this answer is plain JSON. */
function refuseContentType(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const sent = request.headers["content-type"] ?? "nothing";
  const right = Object.values(CONTENT_TYPES).join(" or ");
  return reply
    .code(415)
    .send({ error: `content-type: got ${sent}; send ${right}, plain or with content-encoding: gzip` });
}

function answerFailure(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const status = otlpStatus(error);
  if (status >= 500) request.log.error({ err: error }, "request failed");
  if (status === 503) void reply.header("retry-after", RETRY_AFTER_S);
  const message = status === 500 ? "this is our mistake; see the log" : messageOf(error);
  const encoding = encodingOf(request) ?? "json";
  void send(reply.code(status), encoding, encodeStatus(encoding, RPC_CODES[status] ?? 2, message));
}

function otlpStatus(error: unknown): number {
  if (error instanceof BodyTooLargeError) return 413;
  if (error instanceof MalformedBodyError) return 400;
  if (error instanceof UnsupportedEncodingError) return 415;
  return statusOf(error);
}

function send(reply: FastifyReply, encoding: BodyEncoding, body: Uint8Array): FastifyReply {
  return reply.type(CONTENT_TYPES[encoding]).send(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
}
