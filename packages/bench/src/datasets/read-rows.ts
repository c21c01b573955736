import { CsvError, parse } from "csv-parse/sync";
import { extname } from "node:path";
import { isRecord, parsedJson } from "../json/json.ts";
import type { JsonValue } from "../providers/provider.ts";
import { named, shown } from "../schema/mistake.ts";
import { readYaml } from "../schema/yaml-source.ts";
import type { Row, Rows } from "./row.ts";

/** What a dataset's file may be called. */
export const DATASET_EXTENSIONS = [".jsonl", ".ndjson", ".csv", ".tsv", ".yaml", ".yml", ".json"] as const;

/**
 * Reads a dataset; every mistake of it is told with its line, and the rows that are right are given all the same.
 *
 * @param file as mistakes name it; its ending says how it is read
 */
export function readRows(file: string, text: string): Rows {
  const extension = extname(file).toLowerCase();
  const content = text.replace(/^\uFEFF/, "");
  if (extension === ".jsonl" || extension === ".ndjson") return readJsonLines(file, content);
  if (extension === ".csv" || extension === ".tsv")
    return readTable(file, content, extension === ".csv" ? "," : "\t");
  return readList(file, content);
}

function readJsonLines(file: string, text: string): Rows {
  const rows: Row[] = [];
  const mistakes: string[] = [];
  for (const [i, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const place = `${file}:${i + 1}`;
    const value = parsedJson(line);
    if (isRow(value)) rows.push({ values: value, place });
    else mistakes.push(`${place}: ${shown(value ?? line)} is not a JSON object (a case: its variables)`);
  }
  return { rows, mistakes };
}

interface CsvRecord {
  readonly record: Record<string, string>;
  readonly info: { readonly lines: number };
}

/** Values of a table are texts. A row stands where its first line does, although the parser counts to its last. */
function readTable(file: string, text: string, delimiter: string): Rows {
  try {
    const options = { columns: true, info: true, skip_empty_lines: true, delimiter } as const;
    const rows = recordsOf(parse(text, options)).map(({ record, info }) => ({
      values: record,
      place: `${file}:${info.lines - lineBreaksIn(Object.values(record))}`,
    }));
    return { rows, mistakes: [] };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line: unknown = error["lines"];
    const place = typeof line === "number" ? `${file}:${line}` : `${file}:1`;
    return { rows: [], mistakes: [`${place}: ${error.message.replace(/ on line \d+$/, "")}`] };
  }
}

/** With `info`, the parser gives other records than its types say. */
function recordsOf(parsed: readonly unknown[]): readonly CsvRecord[] {
  return parsed.filter((record): record is CsvRecord => isRecord(record) && "info" in record);
}

function lineBreaksIn(values: readonly string[]): number {
  return values.reduce((sum, value) => sum + value.split("\n").length - 1, 0);
}

/** YAML, of which JSON is a part: a list of cases. */
function readList(file: string, text: string): Rows {
  const source = readYaml(file, text);
  if ("mistakes" in source) return { rows: [], mistakes: source.mistakes };
  if (!Array.isArray(source.value))
    return { rows: [], mistakes: [`${file}:1: ${shown(source.value)} is not a list of cases`] };
  return rowsOf(source.value, (i) => source.placeOf({ path: [i], at: "value" }));
}

/** Cases of a list that is read already. @param placeOf the place of the nth, from 0 */
export function rowsOf(list: readonly unknown[], placeOf: (nth: number) => string): Rows {
  const rows: Row[] = [];
  const mistakes: string[] = [];
  for (const [i, value] of list.entries()) {
    if (isRow(value)) rows.push({ values: value, place: placeOf(i) });
    else
      mistakes.push(`${placeOf(i)}: ${named([i])}${shown(value)} is not a mapping (a case: its variables)`);
  }
  return { rows, mistakes };
}

/** A mapping that a parser of JSON or YAML gave. */
function isRow(value: unknown): value is Readonly<Record<string, JsonValue>> {
  return isRecord(value);
}
