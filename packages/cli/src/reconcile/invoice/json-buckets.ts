import { isRecord } from "./fields.ts";
import type { InvoiceProblem } from "./invoice.ts";
import { jsonPieces, objectLines, type JsonPiece } from "./json-values.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** A time bucket of an export and what it holds. `line()` is the line that it, or one of its results, starts on. */
export interface JsonBucket {
  readonly bucket: JsonObject;
  readonly results: readonly JsonObject[];
  readonly line: (result: number | null) => number;
}

export interface JsonBuckets {
  readonly buckets: readonly JsonBucket[];
  readonly isCut: boolean;
  readonly problems: readonly InvoiceProblem[];
}

/**
 * The buckets of a JSON export: `{ data: [bucket ...], has_more }`, several such pages after one another or in a list,
 * or the list of buckets alone. Both providers page in the same way.
 */
export function readBuckets(text: string): JsonBuckets {
  const pieces = jsonPieces(text);
  const read = pieces.map(readPiece);
  return {
    buckets: read.flatMap(({ buckets }) => buckets),
    isCut: read.at(-1)?.isCut ?? false,
    problems: read.flatMap(({ problems }) => problems),
  };
}

function readPiece(piece: JsonPiece): JsonBuckets {
  let value: unknown;
  try {
    value = JSON.parse(piece.text);
  } catch (error) {
    return { buckets: [], isCut: false, problems: [syntaxProblem(piece, error)] };
  }
  // The places of objects are looked for only when one is wrong, which is rare.
  let lines: ReadonlyMap<string, number> | null = null;
  const lineOf = (path: string): number => {
    lines ??= objectLines(piece.text, piece.line);
    return lines.get(path) ?? piece.line;
  };
  return bucketsOf(value, "", lineOf);
}

function bucketsOf(value: unknown, path: string, lineOf: (path: string) => number): JsonBuckets {
  if (Array.isArray(value)) {
    const read = value.map((item: unknown, index) => bucketsOf(item, `${path}/${index}`, lineOf));
    return {
      buckets: read.flatMap(({ buckets }) => buckets),
      isCut: read.at(-1)?.isCut ?? false,
      problems: read.flatMap(({ problems }) => problems),
    };
  }
  if (!isRecord(value)) return problem(lineOf(path), "a page or a bucket must be an object");
  if (Array.isArray(value["data"])) {
    return { ...bucketsOf(value["data"], `${path}/data`, lineOf), isCut: value["has_more"] === true };
  }
  return oneBucket(value, path, lineOf);
}

function oneBucket(bucket: JsonObject, path: string, lineOf: (path: string) => number): JsonBuckets {
  // OpenAI's first pages of 2024 called it `result`.
  const name = "results" in bucket ? "results" : "result";
  const results: unknown = bucket[name];
  if (!Array.isArray(results)) {
    const fields = Object.keys(bucket).slice(0, 8).join(", ");
    return problem(
      lineOf(path),
      `a bucket must have a list results; this object has ${fields === "" ? "no fields" : fields}`,
    );
  }
  const records = results.filter(isRecord);
  if (records.length < results.length) return problem(lineOf(path), "every result must be an object");
  const line = (result: number | null): number =>
    lineOf(result === null ? path : `${path}/${name}/${result}`);
  return { buckets: [{ bucket, results: records, line }], isCut: false, problems: [] };
}

function problem(line: number, message: string): JsonBuckets {
  return { buckets: [], isCut: false, problems: [{ line, message }] };
}

function syntaxProblem({ text, line }: JsonPiece, error: unknown): InvoiceProblem {
  const message = error instanceof Error ? error.message : String(error);
  const [, position] = /position (\d+)/.exec(message) ?? [];
  const upTo = text.slice(0, position === undefined ? text.length : Number(position));
  const at = line + (upTo.match(/\n/g)?.length ?? 0);
  return {
    line: at,
    message: `not JSON: ${message.replace(/ in JSON at position.*/s, "").replace(/\s+/g, " ")}`,
  };
}
