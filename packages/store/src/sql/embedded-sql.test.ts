import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openEmbeddedEngine } from "../embedded-engine.ts";
import { storeOn } from "../engine-store.ts";
import type { Store } from "../store.ts";
import { temporaryFolder } from "../temporary-folder.case.ts";
import { attacks, type Attack } from "./attacks.case.ts";
import { nativeType } from "./native-type.ts";
import type { ReadOnlySql, SqlQuestion } from "./read-only-sql.ts";
import { SqlError } from "./sql-error.ts";

const folder = temporaryFolder();
const secret = join(folder, "secret.txt");
const target = join(folder, "target.txt");

let store: Store;
let sql: ReadOnlySql;
beforeAll(async () => {
  writeFileSync(secret, "top secret\n");
  const engine = await openEmbeddedEngine(join(folder, "data"));
  store = await storeOn(engine);
  if (engine.readOnlySql === undefined) throw new Error("the embedded engine has no SQL");
  sql = engine.readOnlySql;
  await store.recordLedger("t", [{ kind: "received", reason: "", receivedAt: 0, n: 5 }]);
});
afterAll(() => store.close());

function question(text: string, more: Partial<SqlQuestion> = {}): SqlQuestion {
  return {
    sql: text,
    format: "TabSeparated",
    settings: {},
    parameters: {},
    protocolRevision: 0,
    signal: new AbortController().signal,
    ...more,
  };
}

/** The whole answer, and in how many pieces it came. */
async function answered(
  text: string,
  more: Partial<SqlQuestion> = {},
): Promise<{ bytes: Buffer; pieces: number }> {
  const answer = await sql.ask(question(text, more));
  const pieces: Uint8Array[] = [];
  try {
    for (let chunk = await answer.next(); chunk !== null; chunk = await answer.next())
      pieces.push(chunk.bytes);
  } finally {
    await answer.close();
  }
  return { bytes: Buffer.concat(pieces), pieces: pieces.length };
}

async function textOf(statement: string, more: Partial<SqlQuestion> = {}): Promise<string> {
  return (await answered(statement, more)).bytes.toString();
}

/** The code of the refusal; 0 = it was answered. */
async function codeOf({ sql: text, parameters = {}, settings = {} }: Attack): Promise<number> {
  try {
    await answered(text, { parameters, settings });
    return 0;
  } catch (error) {
    if (error instanceof SqlError) return error.code;
    throw error;
  }
}

describe("what must not be", () => {
  test.each(attacks(secret, target))("$sql $parameters $settings", async (attack) => {
    const code = await codeOf(attack);
    expect(code).toBeGreaterThan(0);
    if (attack.code !== undefined) expect(code).toBe(attack.code);
  });

  test("nothing of all that has changed or written anything, and the store lives", async () => {
    expect(existsSync(target)).toBe(false);
    expect((await store.ledger({ from: 0, to: 1 })).received).toBe(5);
    await store.recordLedger("t2", [{ kind: "received", reason: "", receivedAt: 0, n: 1 }]);
    expect((await store.ledger({ from: 0, to: 1 })).received).toBe(6);
  });
});

describe("what may be", () => {
  test.each([
    ["SELECT 1", "1\n"],
    ["select 1;", "1\n"],
    ["/* a */ SELECT 1 -- b", "1\n"],
    ["(SELECT 1)", "1\n"],
    ["WITH 2 AS x SELECT x FORMAT CSV", "2\n"],
    ["SELECT sum(n) FROM ledger WHERE reason = 'the system of a file' OR 1", "6\n"],
    ["SELECT 'file', 'system.processes', 'it''s; DROP'", "file\tsystem.processes\tit\\'s; DROP\n"],
    ["SELECT count() FROM system.tables WHERE database = 'default' AND name = 'calls'", "1\n"],
    ["SELECT count() > 20 FROM system.columns WHERE table = 'calls'", "1\n"],
    ["SELECT count() FROM information_schema.tables WHERE table_name = 'calls'", "1\n"],
    ["SELECT currentRoles()", "['reader']\n"],
    ["SELECT getSetting('readonly')", "1\n"],
    ["SELECT * FROM numbers(3) ORDER BY number DESC LIMIT 1", "2\n"],
    ["SELECT format('{}-{}', 'a', 'b')", "a-b\n"],
    ["EXISTS TABLE calls", "1\n"],
    ["EXPLAIN SYNTAX SELECT 1", "SELECT 1\nFROM system.one\n"],
    ["DESCRIBE TABLE (SELECT 1 AS a)", "a\tUInt8\t\t\t\t\t\n"],
    ["SHOW DATABASES", "default\n"],
    ["SELECT 1 SETTINGS max_execution_time = 5", "1\n"],
    ["SELECT 1 AS a FORMAT JSONEachRow SETTINGS max_execution_time = 5, join_use_nulls = 1", '{"a":1}\n'],
  ])("%s", async (statement, expected) => {
    expect(await textOf(statement)).toBe(expected);
  });

  test("parameters are bound by the engine, whatever they hold", async () => {
    const parameters = { x: "it's\\t{y:String}", a: "['a','b']", t: "ledger" };
    const statement = "SELECT {x:String}, {a:Array(String)}[2], count() > 0 FROM {t:Identifier}";
    expect(await textOf(statement, { parameters })).toBe("it\\'s\\t{y:String}\tb\t1\n");
  });

  test("settings of habit are taken", async () => {
    const settings = {
      max_execution_time: "100000",
      max_result_rows: "0",
      max_block_size: "1000000",
      max_threads: "auto(8)",
      readonly: "2",
      async_insert: "1",
      session_timezone: "Asia/Tokyo",
      output_format_json_quote_64bit_integers: "0",
    };
    const statement = "SELECT toDateTime(0) AS t, toUInt64(1) AS n, getSetting('max_execution_time') AS s";
    const answer = await textOf(statement, { settings, format: "JSONEachRow" });
    expect(JSON.parse(answer)).toEqual({ t: "1970-01-01 09:00:00", n: 1, s: 60 });
  });

  test("totals are there", async () => {
    const statement = "SELECT number % 2 AS k, count() FROM numbers(10) GROUP BY k WITH TOTALS ORDER BY k";
    expect(await textOf(statement)).toBe("0\t5\n1\t5\n\n0\t10\n");
  });
});

describe("answers of many rows", () => {
  // Line breaks of the header; CSV alone writes the one in the name of the column as it is.
  test.each([
    ["TabSeparated", 0],
    ["CSVWithNames", 2],
    ["TSVWithNamesAndTypes", 2],
    ["JSONCompactEachRowWithNames", 1],
    ["JSONEachRow", 0],
  ])("come in pieces in %s, with one header", async (format, headerLines) => {
    const statement = `SELECT number, 'x' AS "a ""b""\n" FROM numbers(200000) ORDER BY number`;
    const { bytes, pieces } = await answered(statement, { format });
    expect(pieces).toBeGreaterThan(2);
    expect(bytes.toString().split("\n").length - 1).toBe(200_000 + headerLines);
  });

  test("JSON comes whole and is one document, up to a bound", async () => {
    const answer: { data: unknown[]; rows: number } = JSON.parse(
      await textOf("SELECT number FROM numbers(200000)", { format: "JSON" }),
    );
    expect([answer.data.length, answer.rows]).toEqual([200_000, 200_000]);
    await expect(textOf("SELECT number FROM numbers(9999999)", { format: "JSON" })).rejects.toThrow(
      /Code: 396/,
    );
  });

  test("more rows, memory or time than one may have is refused", async () => {
    const rows = textOf("SELECT number FROM numbers(10000001) FORMAT Null");
    await expect(rows).rejects.toThrow(/Code: 396.*TOO_MANY_ROWS_OR_BYTES/);
    await expect(textOf("SELECT groupArray(number) FROM numbers(1000000000)")).rejects.toThrow(/Code: 241/);
    const settings = { max_execution_time: "0.2" };
    const slow = textOf("SELECT count() FROM numbers(1000000000000) WHERE sipHash64(number) = 1", {
      settings,
    });
    await expect(slow).rejects.toThrow(/Code: 159.*TIMEOUT_EXCEEDED/);
  });
});

describe("statements of several clients", () => {
  test.each(["TabSeparated", "JSON"])("one whose client goes away ends (%s)", async (format) => {
    const gone = new AbortController();
    const statement = "SELECT count() FROM numbers(1000000000000) WHERE sipHash64(number) = 1";
    const answer = await sql.ask(question(statement, { signal: gone.signal, format }));
    const first = answer.next();
    setTimeout(() => gone.abort(), 100);
    await expect(first).rejects.toThrow(/Code: 394/);
    await answer.close();
    expect(await textOf("SELECT 1")).toBe("1\n");
  });

  test("one that is read slowly holds nobody up, nor do the server's own questions wait", async () => {
    const slow = await sql.ask(question("SELECT number FROM numbers(1000000)"));
    expect((await slow.next())?.rows).toBeGreaterThan(0);
    expect(await textOf("SELECT 1")).toBe("1\n");
    expect((await store.ledger({ from: 0, to: 1 })).received).toBeGreaterThan(0);
    await slow.close();
  });

  test("many at once are all answered", async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, (_, n) => textOf(`SELECT ${n}`)));
    expect(answers).toEqual(Array.from({ length: 30 }, (_, n) => `${n}\n`));
  });
});

describe("Native blocks for a client of the protocol", () => {
  const columns = [
    "number",
    "toString(number) AS s",
    "toLowCardinality(toString(number % 3)) AS l",
    "[toLowCardinality(toNullable('a'))] AS ln",
    "if(number = 1, NULL, number) AS nn",
    "range(number) AS r",
    "map('a', [number]) AS m",
    "(number, 'x') AS t",
    "toFixedString('abc', 3) AS f",
    "toDecimal64(1, 3) AS d",
    "toDateTime64(0, 3, 'UTC') AS dt",
    "toUUID('00000000-0000-0000-0000-000000000001') AS u",
    "CAST('a', 'Enum8(\\'a\\' = 1)') AS e",
    "CAST(([1], ['x']), 'Tuple(`a, b` Array(UInt8), c Array(LowCardinality(String)))') AS nt",
    "CAST([] AS Array(LowCardinality(String))) AS empty",
    "CAST([], 'Array(Tuple(a UInt8, b String))') AS nested",
  ];

  test("have the facts of the block and a flag behind each type, and the same columns", async () => {
    const statement = `SELECT ${columns.join(", ")} FROM numbers(4)`;
    const plain = await answered(statement, { format: "Native" });
    const revised = await answered(statement, { format: "Native", protocolRevision: 54_460 });
    expect(revised.bytes.subarray(0, 8).toString("hex")).toBe("010002ffffffff00");
    expect(revised.bytes.length).toBe(plain.bytes.length + 8 + columns.length);
    const later = await answered("SELECT 1", { format: "Native", protocolRevision: 54_480 });
    // Facts, 1 column, 1 row, its name, its type, the flag, the value.
    expect(later.bytes.toString("hex")).toBe("010002ffffffff030000010101310555496e74380001");
  });

  test("all columns of all tables of promptprof can be sent", async () => {
    const tables = await textOf(
      "SELECT name FROM system.tables WHERE database = 'default' AND name NOT LIKE '%view'",
    );
    for (const table of tables.trimEnd().split("\n")) {
      const statement = `SELECT * EXCEPT('^sketch_') FROM ${table} LIMIT 1`;
      const plain = await answered(statement, { format: "Native" });
      const revised = await answered(statement, { format: "Native", protocolRevision: 54_460 });
      expect(revised.bytes.length).toBeGreaterThanOrEqual(plain.bytes.length);
    }
  });

  test("a type whose length is not known is refused with what to do", async () => {
    const statement = "SELECT sumState(number) FROM numbers(1)";
    const refused = answered(statement, { format: "Native", protocolRevision: 54_460 });
    await expect(refused).rejects.toThrow(/Code: 48.*AggregateFunction.*choose another FORMAT/);
  });

  test("types are cut up at their own commas", () => {
    expect(nativeType("Tuple(`a, b` Array(UInt8), c Enum8('x,(' = 1))").of.map(({ name }) => name)).toEqual([
      "Array",
      "Enum8",
    ]);
  });
});
