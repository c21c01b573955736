import type { IncomingHttpHeaders } from "node:http";
import { sqlError, type SqlQuestion } from "@promptprof/store";
import { boundaryOf, multipartFields } from "./multipart.ts";
import { plainBody } from "./plain-body.ts";

/** What a request of ClickHouse's HTTP interface asks. */
export interface SqlRequest {
  readonly question: Omit<SqlQuestion, "signal">;
  /** Chosen by the client; null = it leaves that to us. */
  readonly queryId: string | null;
  /** The answer may be compressed. */
  readonly compress: boolean;
  /** An answer is not begun before it is known whether it can be ended. */
  readonly waitEnd: boolean;
}

/** What stands in a URL and is no setting of the engine. Sessions hold nothing here: there is nothing to set or to make. */
const NO_SETTING = new Set([
  "query",
  "query_id",
  "database",
  "default_format",
  "user",
  "password",
  "quota_key",
  "session_id",
  "session_timeout",
  "session_check",
  "client_protocol_version",
  "buffer_size",
  "stacktrace",
  "compress",
  "decompress",
  "role",
]);

/**
 * Statement in the URL, in the body, or its beginning in the one and its end in the other; parameters and settings in
 * the URL or in a form.
 *
 * @throws SqlError
 */
export async function readRequest(
  url: URLSearchParams,
  headers: IncomingHttpHeaders,
  body: Uint8Array,
): Promise<SqlRequest> {
  const fields = new Map(url);
  const text = await plainBody(body, headers["content-encoding"]);
  const boundary = boundaryOf(headers["content-type"]);
  const form = boundary === null ? [] : multipartFields(text, boundary);
  for (const [name, value] of form) fields.set(name, value);
  refuseOthers(fields, headers);
  const parts = [fields.get("query") ?? "", boundary === null ? text : ""];
  return {
    question: {
      sql: parts.filter((part) => part !== "").join("\n"),
      format: oneOf(headers["x-clickhouse-format"]) ?? fields.get("default_format") ?? "TabSeparated",
      settings: withoutPrefix(fields, ""),
      parameters: withoutPrefix(fields, "param_"),
      protocolRevision: Number(fields.get("client_protocol_version") ?? 0) || 0,
    },
    queryId: fields.get("query_id") ?? null,
    compress: isOn(fields.get("enable_http_compression")),
    waitEnd: isOn(fields.get("wait_end_of_query")),
  };
}

function refuseOthers(fields: ReadonlyMap<string, string>, headers: IncomingHttpHeaders): void {
  const database = oneOf(headers["x-clickhouse-database"]) ?? fields.get("database") ?? "";
  if (database !== "" && database !== "default") {
    throw sqlError(81, `Database ${database} does not exist: promptprof's tables are in default`);
  }
  if (isOn(fields.get("compress")) || isOn(fields.get("decompress"))) {
    throw sqlError(
      48,
      "compress and decompress are not known here; use enable_http_compression and Accept-Encoding",
    );
  }
  const role = fields.get("role") ?? "reader";
  if (role !== "reader") throw sqlError(497, "there is one role here, reader");
}

/** Settings are what has no prefix. */
function withoutPrefix(fields: ReadonlyMap<string, string>, prefix: string): Record<string, string> {
  const wanted = [...fields].filter(([name]) =>
    prefix === "" ? !name.startsWith("param_") && !NO_SETTING.has(name) : name.startsWith(prefix),
  );
  return Object.fromEntries(wanted.map(([name, value]) => [name.slice(prefix.length), value]));
}

function oneOf(header: string | string[] | undefined): string | null {
  return typeof header === "string" && header !== "" ? header : null;
}

function isOn(value: string | undefined): boolean {
  return value === "1" || value === "true";
}
