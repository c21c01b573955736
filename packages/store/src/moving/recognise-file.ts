import { open } from "node:fs/promises";
import { quoteElement } from "../bind-parameters.ts";
import { textCell } from "../cell-codec.ts";
import type { Engine } from "../engine.ts";
import { parseRows } from "../parse-rows.ts";
import type { Exported, ExportFormat } from "../store.ts";
import { CALL_FILE } from "./call-file.ts";
import { SCORE_FILE } from "./export-scores.ts";
import { ImportError } from "./import-error.ts";

/** What a file holds, told by its content and not by its name. */
export interface RecognisedFile {
  readonly what: Exported;
  readonly format: ExportFormat;
  readonly columns: readonly string[];
}

/** The engine's names of the formats as it reads them from files. */
export const FILE_FORMATS: Readonly<Record<ExportFormat, string>> = {
  jsonl: "JSONEachRow",
  csv: "CSVWithNames",
  parquet: "Parquet",
};

/** Without these a row is no call, and no score. */
const NEEDED: Readonly<Record<Exported, readonly string[]>> = {
  calls: ["project", "trace_id", "span_id", "start_time", "batch", "pricing_status"],
  scores: ["project", "name", "value", "trace_id", "time"],
};

const KNOWN: Readonly<Record<Exported, ReadonlySet<string>>> = {
  calls: new Set(CALL_FILE.map(({ name }) => name)),
  scores: new Set(SCORE_FILE.map(({ name }) => name)),
};

/**
 * null = an empty file.
 *
 * @throws ImportError for a file that `promptprof export` has not written
 */
export async function recogniseFile(engine: Engine, path: string): Promise<RecognisedFile | null> {
  const beginning = await beginningOf(path);
  if (beginning.byteLength === 0) return null;
  const format = formatOf(beginning);
  const [line = ""] = format === "parquet" ? [] : beginning.toString().split("\n", 1);
  const columns =
    format === "parquet"
      ? await columnsOfParquet(engine, path)
      : (format === "csv" ? columnsOfCsv : columnsOfJson)(line);
  const what = (["calls", "scores"] as const).find((one) =>
    NEEDED[one].every((name) => columns.includes(name)),
  );
  if (what === undefined) {
    const found = columns.slice(0, 5).join(", ").slice(0, 200);
    throw new ImportError(
      `not a file of promptprof export: its columns are ${found}; a table of your own needs --format csv --map FILE`,
    );
  }
  const unknown = columns.find((name) => !KNOWN[what].has(name));
  if (unknown === undefined) return { what, format, columns };
  throw new ImportError(
    `column ${JSON.stringify(unknown)} is not known to this version; was the file written by a newer promptprof?`,
  );
}

function formatOf(beginning: Buffer): ExportFormat {
  if (beginning.toString("latin1", 0, 4) === "PAR1") return "parquet";
  return beginning.toString("latin1", 0, 1) === "{" ? "jsonl" : "csv";
}

/** Longer than any first row of ours: a call of a thousand segments is some 100 kB. */
const BEGINNING_BYTES = 2 ** 20;

async function beginningOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(BEGINNING_BYTES), 0, BEGINNING_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function columnsOfCsv(header: string): string[] {
  return header
    .trim()
    .split(",")
    .map((name) => name.replaceAll('"', ""));
}

function columnsOfJson(line: string): string[] {
  try {
    return Object.keys(Object(JSON.parse(line)));
  } catch (error) {
    throw new ImportError(`row 1: ${String(error).slice(0, 200)}`, { cause: error });
  }
}

async function columnsOfParquet(engine: Engine, path: string): Promise<string[]> {
  const sql = `SELECT DISTINCT splitByChar('.', arrayJoin(columns.path))[1] FROM file(${quoteElement(path)}, ParquetMetadata)`;
  let text = "";
  try {
    for await (const piece of engine.streamFile({ sql, parameters: {} }, "JSONCompactEachRow")) {
      text += Buffer.from(piece).toString();
    }
  } catch (error) {
    throw unreadable(error, path);
  }
  return parseRows(text).map(([name]) => textCell(name));
}

/** The engine's words for a place in a file, without its own code, path and stack. */
export function unreadable(error: unknown, path: string): ImportError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const message = cause instanceof Error ? cause.message : String(cause);
  const plain = message
    .replaceAll(path, "the file")
    .replace(/^.*?DB::[A-Za-z]*Exception: /s, "")
    .replace(/\(in file\/uri.*$/s, "");
  const row = /\(at row (\d+)\)/.exec(plain)?.[1];
  const what = (plain.split("\n", 1)[0] ?? "")
    .replace(/:? *\(at row \d+\):?/, "")
    .trim()
    .slice(0, 300);
  return new ImportError(`${row === undefined ? "" : `row ${row}: `}${what}`, { cause: error });
}
