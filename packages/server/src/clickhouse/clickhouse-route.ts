import { randomBytes, randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { SqlError, sqlError, type ReadOnlySql, type SqlAnswer } from "@promptprof/store";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { readBytes } from "../http/otlp-endpoint.ts";
import type { Services } from "../services.ts";
import type { AdminKeys } from "./admin-keys.ts";
import { answerBytes, beginAnswer } from "./answer-bytes.ts";
import { contentTypeOf } from "./content-types.ts";
import { encoderFor } from "./encoder.ts";
import { exceptionStatus } from "./exception-status.ts";
import { givenKey } from "./given-key.ts";
import { BODY_BYTES_MAX } from "./plain-body.ts";
import { readRequest, type SqlRequest } from "./read-request.ts";

const PATH = "/clickhouse";
const TEXT = "text/plain; charset=UTF-8";

/** A client that takes nothing of an answer for as long as this is gone; longer than any statement may run. */
const STALLED_MS = 180_000;

/**
 * ClickHouse's HTTP interface, read-only, on the embedded store: for SQL in tools that speak to ClickHouse, and for a
 * second promptprof that reads the store of this one.
 */
export function clickHouseRoute(app: FastifyInstance, { store }: Services, keys: AdminKeys): void {
  readBytes(app);
  const options = { schema: { hide: true }, errorHandler: answerException, bodyLimit: BODY_BYTES_MAX };
  app.get(`${PATH}/ping`, options, ok);
  app.get(PATH, options, (request, reply) =>
    request.method === "HEAD" || !urlOf(request).has("query") ? ok(request, reply) : answer(request, reply),
  );
  app.post(PATH, options, (request, reply) => answer(request, reply));

  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const url = urlOf(request);
    reply.header("x-clickhouse-server-display-name", "promptprof");
    reply.header("x-clickhouse-query-id", url.get("query_id") ?? randomUUID());
    admit(keys, givenKey(request.headers, url));
    const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
    const asked = await readRequest(url, request.headers, body);
    if (asked.queryId !== null) reply.header("x-clickhouse-query-id", asked.queryId);
    return answerSql(sqlOf(store.readOnlySql), asked, request, reply);
  }
}

function ok(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.type(TEXT).send("Ok.\n");
}

class KeyError extends Error {
  readonly status: 401 | 403;

  constructor(status: 401 | 403, message: string) {
    super(message);
    this.status = status;
  }
}

function admit(keys: AdminKeys, key: string | null): void {
  if (keys.none) {
    throw new KeyError(
      403,
      "SQL is closed: no admin key is set; set PROMPTPROF_ADMIN_KEY, or adminKeys in promptprof.yaml, and start again",
    );
  }
  if (key !== null && keys.opens(key)) return;
  const problem = key === null ? "no key is given" : "the key is not right";
  throw new KeyError(401, `Authentication failed: ${problem}; give an admin key as the password`);
}

function sqlOf(sql: ReadOnlySql | null): ReadOnlySql {
  if (sql !== null) return sql;
  throw sqlError(48, "the store of this server is on another one; ask that one");
}

function urlOf(request: FastifyRequest): URLSearchParams {
  return new URL(request.url, "http://localhost").searchParams;
}

async function answerSql(
  sql: ReadOnlySql,
  { question, compress, waitEnd }: SqlRequest,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const answer = await sql.ask({ ...question, signal: goneSignal(reply) });
  reply.raw.once("finish", () => void answer.close()).once("close", () => void answer.close());
  const tag = randomBytes(8).toString("hex");
  try {
    const begun = await beginAnswer(answer, waitEnd);
    sayWhatComes(reply, answer, begun.summary, tag);
    const bytes = Readable.from(answerBytes(answer, begun, tag), { objectMode: false });
    const encoder = compress ? encoderFor(request.headers["accept-encoding"]) : null;
    if (encoder === null) return await reply.send(bytes);
    bytes.once("error", (error) => encoder.stream.destroy(error));
    return await reply.header("content-encoding", encoder.coding).send(bytes.pipe(encoder.stream));
  } catch (error) {
    await answer.close();
    throw error;
  }
}

/** Aborted when the client goes away before it has its answer. */
function goneSignal(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  reply.raw.setTimeout(STALLED_MS, () => reply.raw.destroy());
  return gone.signal;
}

function sayWhatComes(
  reply: FastifyReply,
  { format, timezone }: SqlAnswer,
  summary: Readonly<Record<string, string>>,
  tag: string,
): void {
  const elapsed = String(Math.round(reply.elapsedTime * 1_000_000));
  reply.type(contentTypeOf(format));
  reply.headers({
    "x-clickhouse-format": format,
    "x-clickhouse-timezone": timezone,
    "x-clickhouse-exception-tag": tag,
    "x-clickhouse-summary": JSON.stringify({ ...summary, elapsed_ns: elapsed }),
  });
}

function answerException(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const { status, code, line } = exceptionOf(error);
  if (status === 500 && code === 1002) request.log.error({ err: error }, "request failed");
  if (status === 401) reply.header("www-authenticate", 'Basic realm="promptprof"');
  void reply
    .code(status)
    .removeHeader("content-encoding")
    .header("x-clickhouse-exception-code", code)
    .type(TEXT)
    .send(`${line}\n`);
}

function exceptionOf(error: Error): { status: number; code: number; line: string } {
  if (error instanceof SqlError) {
    return { status: exceptionStatus(error.code), code: error.code, line: error.message };
  }
  if (error instanceof KeyError) {
    const line = `Code: 516. DB::Exception: ${error.message}. (AUTHENTICATION_FAILED)`;
    return { status: error.status, code: 516, line };
  }
  const status = "statusCode" in error && typeof error.statusCode === "number" ? error.statusCode : 500;
  const message = status < 500 ? error.message : "this is our mistake; see the log";
  return { status, code: 1002, line: `Code: 1002. DB::Exception: ${message}. (UNKNOWN_EXCEPTION)` };
}
