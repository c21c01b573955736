import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { buffer } from "node:stream/consumers";
import type { AddressInfo } from "node:net";
import { drainPending, Session, type RawInsertFormat } from "chdb";

/**
 * ClickHouse's HTTP protocol, as far as the client speaks it with us, in front of the engine in the process. The client,
 * its parameters, its bodies and its errors are the real ones and so is the engine; only the server between them is
 * not ClickHouse's own. With PROMPTPROF_TEST_CLICKHOUSE_URL the same cases run against one that is.
 */
export interface ClickHouseOverHttp {
  readonly url: string;
  close(): Promise<void>;
}

/** @param port 0 = a free one; the port of an earlier server lets it come back */
export async function serveClickHouse(folder: string, port: number = 0): Promise<ClickHouseOverHttp> {
  const session = new Session(folder);
  let last: Promise<unknown> = Promise.resolve();
  const server = createServer((request, response) => {
    // A session answers one question at a time.
    const answer = last.then(() => answerOf(session, request));
    last = answer.catch(() => undefined);
    answer.then(
      (body) => response.end(body),
      (error: unknown) =>
        response.writeHead(500, { "X-ClickHouse-Exception-Code": codeOf(error) }).end(messageOf(error)),
    );
  });
  const taken = await listen(server, port);
  const close = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
    await last;
    session.close();
    await drainPending();
  };
  return { url: `http://127.0.0.1:${taken}`, close };
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server has such an address
  return (server.address() as AddressInfo).port;
}

async function answerOf(session: Session, request: IncomingMessage): Promise<Uint8Array> {
  const url = new URL(request.url ?? "/", "http://localhost");
  const fields = new Map(url.searchParams);
  // States of sketches are bytes and no text.
  const bytes = await buffer(request);
  const body = bytes.toString();
  const boundary = /boundary=(.*)$/.exec(request.headers["content-type"] ?? "")?.[1];
  if (boundary !== undefined) for (const [name, value] of partsOf(body, boundary)) fields.set(name, value);
  const inUrl = url.searchParams.get("query");
  if (inUrl !== null) return insert(session, inUrl, bytes, settingsOf(fields));
  const query = fields.get("query") ?? body;
  const result = await session.queryAsync(setStatements(fields) + query, { format: "TabSeparated" });
  return result.bytes();
}

const INSERT = /^INSERT INTO (\S+) \((.*)\) FORMAT (\w+)$/;

async function insert(
  session: Session,
  query: string,
  values: Buffer,
  settings: Record<string, string>,
): Promise<Uint8Array> {
  const [, table, columns, format] = INSERT.exec(query.trim()) ?? [];
  if (table === undefined || columns === undefined) throw new Error(`not an insert: ${query}`);
  await session.insert({
    table,
    columns: columns.split(",").map((column) => column.trim()),
    values,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the engine refuses what it does not know
    format: format as RawInsertFormat,
    settings,
  });
  return Buffer.alloc(0);
}

/** What stands in the URL beside settings, and what only a server of HTTP knows. */
const NO_SETTING =
  /^(query|query_id|database|session_id|default_format|param_.*|.*http.*|wait_end_of_query)$/;

function settingsOf(fields: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries([...fields].filter(([name]) => !NO_SETTING.test(name)));
}

function setStatements(fields: ReadonlyMap<string, string>): string {
  const parameters = [...fields].filter(([name]) => name.startsWith("param_"));
  return [...Object.entries(settingsOf(fields)), ...parameters]
    .map(([name, value]) => `SET ${name} = '${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}';\n`)
    .join("");
}

function partsOf(body: string, boundary: string): [string, string][] {
  return body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => {
      const [head = "", ...rest] = part.split("\r\n\r\n");
      return [/name="([^"]*)"/.exec(head)?.[1] ?? "", rest.join("\r\n\r\n").replace(/\r\n$/, "")];
    });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function codeOf(error: unknown): string {
  return /Code: (\d+)/.exec(messageOf(error))?.[1] ?? "1000";
}
