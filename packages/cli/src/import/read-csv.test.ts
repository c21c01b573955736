import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCsv } from "./read-csv.ts";

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "promptprof-csv-"))));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(text: string): Promise<[number, ...string[]][]> {
  const path = join(folder, "file.csv");
  writeFileSync(path, text);
  const records: [number, ...string[]][] = [];
  for await (const { line, fields } of readCsv(path, ",")) records.push([line, ...fields]);
  return records;
}

describe("a CSV file", () => {
  test("gives its records with their lines: byte order mark, quotes, line breaks and empty lines included", async () => {
    expect(await read('\uFEFFa,b\r\n1,"x, y"\r\n\r\n"two\nlines",say ""hi""\n')).toEqual([
      [1, "a", "b"],
      [2, "1", "x, y"],
      [5, "two\nlines", 'say ""hi""'],
    ]);
  });

  test("with a quote that is never closed is told with its line", async () => {
    await expect(read('a,b\n1,"2\n')).rejects.toThrow(
      /file\.csv:\d: not CSV: a quote is opened and never closed/,
    );
  });

  test("with an unclosed quote in a large file ends early and does not fill the memory", async () => {
    await expect(read(`a,b\n1,"${"x\n".repeat(1_000_000)}`)).rejects.toThrow(/a record is longer than 1 MB/);
  });

  test("that is not there, or is a folder, is told in one line", async () => {
    await expect(readCsv(join(folder, "none.csv"), ",").next()).rejects.toThrow(
      /^there is no file .*none\.csv$/,
    );
    await expect(readCsv(folder, ",").next()).rejects.toThrow(/is a folder; a CSV file is wanted$/);
  });
});
