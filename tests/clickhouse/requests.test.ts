import { createHash } from "node:crypto";
import { connect } from "node:net";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startPromptprof, type PromptprofUnderTest } from "../e2e/promptprof-under-test.ts";
import { sendCalls } from "./sent-calls.ts";

const KEY = "a-key-of-the-tests";
const BASIC = `Basic ${Buffer.from(`grafana:${KEY}`).toString("base64")}`;

let promptprof: PromptprofUnderTest;
beforeAll(async () => {
  const sha256 = createHash("sha256").update(KEY).digest("hex");
  promptprof = await startPromptprof({ config: `adminKeys: [{ name: grafana, sha256: ${sha256} }]\n` });
  await sendCalls(promptprof.url, 3);
});
afterAll(() => promptprof.stop());

interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

async function send(path: string, { method, headers = {}, body }: Sent = {}): Promise<Response> {
  return fetch(`${promptprof.url}/clickhouse${path}`, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    headers: { authorization: BASIC, ...headers },
    ...(body === undefined ? {} : { body: Buffer.from(body) }),
  });
}

async function bodyOf(path: string, sent: Sent = {}): Promise<string> {
  return (await send(path, sent)).text();
}

describe("a statement", () => {
  test.each(["?query=SELECT%201", "/?query=SELECT%201"])("stands in the URL of a GET: %s", async (path) => {
    const response = await send(path);
    expect([response.status, await response.text()]).toEqual([200, "1\n"]);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/tab-separated-values; charset=UTF-8",
      "x-clickhouse-format": "TabSeparated",
      "x-clickhouse-server-display-name": "promptprof",
      "x-clickhouse-query-id": expect.stringMatching(/^[\da-f-]{36}$/),
      "x-clickhouse-timezone": expect.stringMatching(/\w/),
    });
    const summary: Record<string, string> = JSON.parse(response.headers.get("x-clickhouse-summary") ?? "");
    expect(summary).toMatchObject({
      result_rows: "1",
      result_bytes: "2",
      elapsed_ns: expect.stringMatching(/^\d+$/),
    });
  });

  test("stands in the body, or begins in the URL and ends in the body", async () => {
    expect(await bodyOf("", { body: "SELECT 2" })).toBe("2\n");
    expect(await bodyOf("?query=SELECT%203%2B", { body: "4" })).toBe("7\n");
    const headers = { "content-encoding": "gzip" };
    expect(await bodyOf("", { body: gzipSync("SELECT 5"), headers })).toBe("5\n");
  });

  test("has its parameters and settings in the URL", async () => {
    const path = "?param_x=it's&session_timezone=Asia/Tokyo&query=SELECT%20{x:String},toDateTime(0)";
    const response = await send(path);
    expect(await response.text()).toBe("it\\'s\t1970-01-01 09:00:00\n");
    expect(response.headers.get("x-clickhouse-timezone")).toBe("Asia/Tokyo");
  });

  test("is answered in the format of the statement, of the header, of the URL", async () => {
    const headers = { "x-clickhouse-format": "CSV" };
    expect(await bodyOf("?default_format=JSONEachRow&query=SELECT%20'a'", { headers })).toBe('"a"\n');
    expect(await bodyOf("?default_format=JSONEachRow&query=SELECT%20'a'%20AS%20x")).toBe('{"x":"a"}\n');
    expect(await bodyOf("?query=SELECT%201%20FORMAT%20Nothing")).toContain("Code: 73");
  });

  test("that fails has a status, a code and a line", async () => {
    const cases: [string, number, number][] = [
      ["SELEC 1", 400, 62],
      ["SELECT * FROM nothing_of_this_name", 404, 60],
      ["INSERT INTO calls (project) VALUES ('x')", 500, 164],
      ["SELECT * FROM system.processes", 500, 497],
      [
        "SELECT sleepEachRow(1) FROM numbers(3) SETTINGS max_execution_time = 0.1, max_block_size = 1",
        408,
        159,
      ],
    ];
    for (const [body, status, code] of cases) {
      const response = await send("", { body });
      expect([response.status, response.headers.get("x-clickhouse-exception-code")]).toEqual([
        status,
        String(code),
      ]);
      expect(await response.text()).toMatch(
        new RegExp(`^Code: ${code}\\. DB::Exception: [^\\n]*\\([A-Z_]+\\)\\n$`),
      );
    }
  });

  test("that is too long, badly compressed or of another database is refused", async () => {
    expect((await send("", { body: `SELECT '${"x".repeat(5_000_000)}'` })).status).toBe(413);
    const headers = { "content-encoding": "gzip" };
    expect(await bodyOf("", { body: "SELECT 1", headers })).toMatch(/^Code: 36\./);
    expect(await bodyOf("", { body: gzipSync("x".repeat(50_000_000)), headers })).toMatch(/^Code: 36\./);
    expect(await bodyOf("?database=system&query=SELECT%201")).toMatch(/^Code: 81\./);
    expect(await bodyOf("?compress=1&query=SELECT%201")).toMatch(/^Code: 48\./);
    expect(await bodyOf("?role=owner&query=SELECT%201")).toMatch(/^Code: 497\./);
  });

  test("of a client that goes away is not read on, and the server lives", async () => {
    const { hostname, port } = new URL(promptprof.url);
    const socket = connect(Number(port), hostname);
    const query = encodeURIComponent("SELECT number FROM numbers(9000000)");
    socket.write(
      `GET /clickhouse?query=${query} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: ${BASIC}\r\n\r\n`,
    );
    await new Promise((resolve) => socket.once("data", resolve));
    socket.destroy();
    expect(await bodyOf("?query=SELECT%201")).toBe("1\n");
  });
});

describe("without leave", () => {
  test("ping and an empty question are answered, as ClickHouse does", async () => {
    for (const path of ["", "/", "/ping"]) {
      const response = await fetch(`${promptprof.url}/clickhouse${path}`);
      expect([response.status, await response.text()]).toEqual([200, "Ok.\n"]);
    }
    expect((await fetch(`${promptprof.url}/clickhouse`, { method: "HEAD" })).status).toBe(200);
  });

  test("a statement is not, whichever way a wrong key or none is given", async () => {
    const query = "query=SELECT%201";
    const tries: [string, Record<string, string>][] = [
      [`?${query}`, {}],
      [`?${query}&user=grafana&password=wrong`, {}],
      [`?${query}`, { "x-clickhouse-user": "grafana", "x-clickhouse-key": "wrong" }],
      [`?${query}`, { authorization: `Basic ${Buffer.from("grafana:wrong").toString("base64")}` }],
      [`?${query}`, { authorization: "Bearer wrong" }],
      [`?${query}`, { authorization: "Basic ???" }],
    ];
    for (const [path, headers] of tries) {
      const response = await fetch(`${promptprof.url}/clickhouse${path}`, { headers });
      expect([response.status, response.headers.get("x-clickhouse-exception-code")]).toEqual([401, "516"]);
      expect(await response.text()).toMatch(/^Code: 516\. DB::Exception: .*\(AUTHENTICATION_FAILED\)\n$/);
    }
  });

  test("a right key is taken in each of these ways", async () => {
    const query = "query=SELECT%201";
    const ways: [string, Record<string, string>][] = [
      [`?${query}&user=any&password=${KEY}`, {}],
      [`?${query}`, { "x-clickhouse-user": "any", "x-clickhouse-key": KEY }],
      [`?${query}`, { authorization: `Bearer ${KEY}` }],
    ];
    for (const [path, headers] of ways) {
      expect(await (await fetch(`${promptprof.url}/clickhouse${path}`, { headers })).text()).toBe("1\n");
    }
  });
});

/*
 * What clickhouse-connect 0.9 sends (github.com/ClickHouse/clickhouse-connect, clickhouse_connect/driver/client.py
 * `_init_common_settings`, driver/httpclient.py `_query_with_context` and `command`).
 */
describe("a client like clickhouse-connect", () => {
  const headers = { "user-agent": "clickhouse-connect/0.9.2", "content-type": "text/plain; charset=utf-8" };

  test("asks for version, time zone and settings, and finds that settings cannot be changed", async () => {
    const hello = await bodyOf("?session_id=6f0c", { body: "SELECT version(), timezone()", headers });
    expect(hello).toMatch(/^\d+\.\d+\.\d+\.\d+\t\S+\n$/);
    const body =
      "SELECT name, value, readonly as readonly FROM system.settings LIMIT 10000\n FORMAT JSONCompactEachRow";
    const lines = (await bodyOf("?session_id=6f0c", { body, headers })).trimEnd().split("\n");
    const settings = lines.map((line): [string, string, number] => JSON.parse(line));
    expect(settings.length).toBeGreaterThan(1000);
    expect(settings.every(([, , readonly]) => readonly === 1)).toBe(true);
  });

  test("asks in Native with compression and reads the bytes after its handshake", async () => {
    const path = "?client_protocol_version=54405&enable_http_compression=1&session_id=6f0c&query_id=q1";
    const accept = { ...headers, "accept-encoding": "lz4,zstd,br,gzip" };
    const check = await send("?client_protocol_version=54405", {
      body: "SELECT 1 AS check\n FORMAT Native",
      headers,
    });
    const bytes = Buffer.from(await check.arrayBuffer());
    // The client takes the revision for known where it finds this behind the facts of the block.
    expect(bytes.subarray(8, 16).toString("latin1")).toBe("\u0001\u0001\u0005check");
    const response = await send(path, {
      body: "SELECT prompt FROM calls LIMIT 1\n FORMAT Native",
      headers: accept,
    });
    expect(response.headers.get("content-encoding")).toBe("br");
    expect(Buffer.from(await response.arrayBuffer()).toString("latin1")).toContain("triage");
  });
});

/*
 * What Grafana's ClickHouse data source sends over HTTP: clickhouse-go (github.com/ClickHouse/clickhouse-go, conn_http.go
 * `dialHttp`, conn_http_query.go) with the options of github.com/grafana/clickhouse-datasource, pkg/plugin/driver.go
 * `Connect` (gzip, and the row limit as the setting `limit`) and pkg/plugin/schema.go.
 */
describe("a client like Grafana's data source", () => {
  const path =
    "?client_protocol_version=54460&database=default&default_format=Native&enable_http_compression=1&limit=1000000&max_execution_time=60";
  const headers = {
    "user-agent": "grafana/12.0 clickhouse-datasource/4.10 clickhouse-go/2.40 (lv:go/1.24; os:linux)",
    "x-clickhouse-user": "grafana",
    "x-clickhouse-key": KEY,
    "accept-encoding": "gzip",
    "content-type": "text/plain",
  };

  async function native(body: string): Promise<{ bytes: Buffer; coding: string | null }> {
    const response = await send(path, { body, headers });
    if (!response.ok) throw new Error(await response.text());
    // fetch undoes the coding.
    return {
      bytes: Buffer.from(await response.arrayBuffer()),
      coding: response.headers.get("content-encoding"),
    };
  }

  test("says hello and gets a block of its revision", async () => {
    const { bytes, coding } = await native("SELECT displayName(), version(), revision(), timezone()");
    expect(coding).toBe("gzip");
    expect(bytes.subarray(0, 10).toString("hex")).toBe("010002ffffffff000401");
    expect(bytes.toString("latin1")).toContain("\u0009version()\u0006String\u0000");
  });

  test("asks for tables, columns and rows", async () => {
    expect((await native("SELECT 1")).bytes.at(-1)).toBe(1);
    const tables = await native("SELECT database, name FROM system.tables ORDER BY database, name");
    expect(tables.bytes.toString("latin1")).toContain("calls");
    const columns = await native(
      "SELECT database, table, name, type, comment FROM system.columns WHERE (database, table) IN (('default', 'calls')) ORDER BY database, table, position",
    );
    expect(columns.bytes.toString("latin1")).toContain("input_tokens");
    expect((await native('DESCRIBE TABLE "default"."calls"')).bytes.length).toBeGreaterThan(1000);
    const values = await native("SELECT DISTINCT prompt FROM default.calls SETTINGS max_execution_time=10");
    expect(values.bytes.toString("latin1")).toContain("triage");
    const series = await native(
      "SELECT toStartOfInterval(bucket, INTERVAL 60 second) AS time, model, sum(calls) AS calls FROM rollup_minute WHERE bucket >= toDateTime(0) GROUP BY time, model ORDER BY time",
    );
    expect(series.bytes.toString("latin1")).toContain("gpt-4.1-mini");
  });

  test("gets gzip that is gzip", async () => {
    const { hostname, port } = new URL(promptprof.url);
    const raw = await new Promise<Buffer>((resolve, reject) => {
      const parts: Buffer[] = [];
      const socket = connect(Number(port), hostname);
      socket.on("data", (part) => parts.push(part));
      socket.once("end", () => resolve(Buffer.concat(parts)));
      socket.once("error", reject);
      socket.write(
        `GET /clickhouse?enable_http_compression=1&query=SELECT%20'plain' HTTP/1.0\r\nhost: localhost\r\naccept-encoding: gzip\r\nauthorization: ${BASIC}\r\n\r\n`,
      );
    });
    const body = raw.subarray(raw.indexOf("\r\n\r\n") + 4);
    expect(gunzipSync(body).toString()).toBe("plain\n");
  });
});
