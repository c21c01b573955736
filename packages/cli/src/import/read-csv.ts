import { createReadStream } from "node:fs";
import { CsvError, parse } from "csv-parse";
import { FailureError } from "../failure-error.ts";
import { QuestionError } from "../question-error.ts";

export interface CsvRecord {
  readonly fields: readonly string[];
  /** Line of the file on which the record ends, from 1. */
  readonly line: number;
}

/** An unclosed quote swallows the file to its end: it is an error after so many bytes, and memory stays small. */
const RECORD_BYTES_MAX = 1_048_576;

/**
 * The records of a CSV file (RFC 4180, UTF-8), one after the other; the header is the first. Empty lines are passed
 * over; a quote inside an unquoted field is a quote.
 *
 * @throws QuestionError where the file cannot be read, or a quote is not closed
 */
export async function* readCsv(path: string, delimiter: string): AsyncGenerator<CsvRecord> {
  const parser = parse({
    delimiter,
    record_delimiter: ["\r\n", "\n"],
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: RECORD_BYTES_MAX,
  });
  const file = createReadStream(path);
  file.on("error", (error) => parser.destroy(error)).pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<ParsedRecord>) {
      yield { fields: record, line: info.lines };
    }
  } catch (error) {
    throw explained(error, path);
  } finally {
    file.destroy();
  }
}

interface ParsedRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function explained(error: unknown, path: string): unknown {
  if (error instanceof CsvError) {
    return new QuestionError(
      `${path}:${String(error["lines"])}: not CSV: ${CSV_FAULTS[error.code] ?? error.message}`,
      {
        cause: error,
      },
    );
  }
  const code = error instanceof Error && "code" in error ? String(error.code) : null;
  if (code === "ENOENT") return new QuestionError(`there is no file ${path}`, { cause: error });
  if (code === "EISDIR")
    return new QuestionError(`${path} is a folder; a CSV file is wanted`, { cause: error });
  if (code === "EACCES") return new QuestionError(`${path} may not be read`, { cause: error });
  if (code !== null) return new FailureError(`${path} could not be read: ${code}`, { cause: error });
  return error;
}

const CSV_FAULTS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: "a quote is opened and never closed",
  CSV_MAX_RECORD_SIZE: "a record is longer than 1 MB; is a quote opened and not closed?",
};
