import { text } from "node:stream/consumers";
import {
  ClickHouseLogLevel,
  createClient,
  type ClickHouseClient,
  type ClickHouseClientConfigOptions,
} from "@clickhouse/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startPromptprof, type PromptprofUnderTest } from "../e2e/promptprof-under-test.ts";
import { sendCalls } from "./sent-calls.ts";

const KEY = "a-key-of-the-tests";

let promptprof: PromptprofUnderTest;
let client: ClickHouseClient;
beforeAll(async () => {
  promptprof = await startPromptprof({ env: { PROMPTPROF_ADMIN_KEY: KEY } });
  await sendCalls(promptprof.url, 3);
  client = clientOf();
});
afterAll(async () => {
  await client.close();
  await promptprof.stop();
});

function clientOf(options: ClickHouseClientConfigOptions = {}): ClickHouseClient {
  return createClient({
    url: promptprof.url,
    pathname: "/clickhouse",
    username: "admin",
    password: KEY,
    log: { level: ClickHouseLogLevel.OFF },
    ...options,
  });
}

describe("the official client", () => {
  test("pings, with and without a statement", async () => {
    expect(await client.ping()).toEqual({ success: true });
    expect(await client.ping({ select: true })).toEqual({ success: true });
  });

  test("asks with parameters and gets JSON", async () => {
    const result = await client.query({
      query:
        "SELECT prompt, count() AS calls, sum(input_tokens) AS tokens FROM calls WHERE prompt = {p:String} GROUP BY prompt",
      query_params: { p: "triage" },
      query_id: "my-own-id",
    });
    expect(result.query_id).toBe("my-own-id");
    expect(result.response_headers["x-clickhouse-query-id"]).toBe("my-own-id");
    expect(result.response_headers["x-clickhouse-format"]).toBe("JSON");
    expect(await result.json()).toMatchObject({
      data: [{ prompt: "triage", calls: "3", tokens: "300" }],
      rows: 1,
    });
  });

  test("sends many parameters as a form", async () => {
    const names = Array.from({ length: 2000 }, (_, n) => `it's ${n}\t`);
    const result = await client.query({
      query: "SELECT length({names:Array(String)}) AS n, {names:Array(String)}[2000] AS last",
      query_params: { names },
      format: "JSONEachRow",
      use_multipart_params_auto: true,
    });
    expect(await result.json()).toEqual([{ n: "2000", last: "it's 1999\t" }]);
  });

  test("reads a million rows as a stream", async () => {
    const result = await client.query({
      query: "SELECT number AS n FROM numbers(1000000)",
      format: "JSONCompactEachRow",
    });
    let rows = 0;
    for await (const chunk of result.stream()) rows += chunk.length;
    expect(rows).toBe(1_000_000);
  });

  test.each(["gzip", "br"] as const)("reads what is compressed by %s", async (codec) => {
    const compressed = clientOf({
      compression: codec === "gzip" ? { response: true } : { response: { codec } },
    });
    const result = await compressed.query({
      query: "SELECT number FROM numbers(100000)",
      format: "JSONEachRow",
    });
    expect((await result.json()).length).toBe(100_000);
    await compressed.close();
  });

  test("runs a statement and reads its raw answer", async () => {
    const { stream } = await client.exec({ query: "SELECT 1 AS a, 'x' FORMAT CSVWithNames" });
    expect(await text(stream)).toBe('"a","\'x\'"\n1,"x"\n');
  });

  test("gets an exception with its code before the first row, and after many", async () => {
    await expect(client.query({ query: "SELECT nothing_of_this_name" })).rejects.toMatchObject({
      code: "47",
      type: "UNKNOWN_IDENTIFIER",
    });
    await expect(client.query({ query: "SELEC 1" })).rejects.toMatchObject({
      code: "62",
      type: "SYNTAX_ERROR",
    });
    const result = await client.query({
      query: "SELECT throwIf(number = 1500000, 'too far') FROM numbers(2000000)",
      format: "JSONEachRow",
    });
    await expect(result.json()).rejects.toMatchObject({
      code: "395",
      type: "FUNCTION_THROW_IF_VALUE_IS_NON_ZERO",
    });
  });

  test("may not insert, and what it tried to change is as it was", async () => {
    const values = [{ project: "x" }];
    await expect(client.insert({ table: "calls", values, format: "JSONEachRow" })).rejects.toMatchObject({
      code: "164",
    });
    await expect(client.command({ query: "DROP TABLE calls" })).rejects.toMatchObject({ code: "164" });
    expect(await promptprof.calls("from=0")).toHaveLength(3);
  });

  test("sends its settings, which are taken, bounded or refused", async () => {
    const taken = await client.query({
      query: "SELECT getSetting('max_execution_time') AS s, now() AS t",
      format: "JSONEachRow",
      clickhouse_settings: {
        max_execution_time: 10_000,
        max_result_rows: "1000",
        wait_end_of_query: 1,
        date_time_output_format: "iso",
        send_progress_in_http_headers: 1,
        http_headers_progress_interval_ms: "1000",
        cancel_http_readonly_queries_on_client_close: 1,
        output_format_json_quote_64bit_integers: 0,
      },
      session_id: "a-session",
    });
    expect(await taken.json()).toMatchObject([{ s: 60, t: expect.stringMatching(/Z$/) }]);
    const refused = client.query({ query: "SELECT 1", clickhouse_settings: { allow_ddl: 1 } });
    await expect(refused).rejects.toMatchObject({ code: "164", type: "READONLY" });
    const rows = client.query({
      query: "SELECT number FROM numbers(1000)",
      clickhouse_settings: { max_result_rows: "10" },
    });
    await expect(rows).rejects.toMatchObject({ code: "396" });
  });

  test("with a wrong key is told so, in ClickHouse's words", async () => {
    const wrong = clientOf({ password: `${KEY}x` });
    await expect(wrong.query({ query: "SELECT 1" })).rejects.toMatchObject({
      code: "516",
      type: "AUTHENTICATION_FAILED",
    });
    await wrong.close();
  });

  test("that goes away does not hold up the next", async () => {
    const gone = new AbortController();
    const query = "SELECT count() FROM numbers(1000000000000) WHERE sipHash64(number) = 1";
    const asked = client.query({ query, abort_signal: gone.signal });
    setTimeout(() => gone.abort(), 300);
    await expect(asked).rejects.toThrow(/abort/);
    const next = await client.query({ query: "SELECT 1 AS a", format: "JSONEachRow" });
    expect(await next.json()).toEqual([{ a: 1 }]);
  });
});
