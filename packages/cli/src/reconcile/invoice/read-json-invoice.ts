import { readFile, stat } from "node:fs/promises";
import { QuestionError } from "../../question-error.ts";
import { Fields } from "./fields.ts";
import { InvoiceBuilder } from "./invoice-builder.ts";
import type { InvoiceFormat } from "./invoice-format.ts";
import { INVOICE_FORMATS } from "./invoice-formats.ts";
import type { InvoiceOutcome, InvoiceProblem } from "./invoice.ts";
import { readBuckets, type JsonBucket } from "./json-buckets.ts";

/** A year of minutes by model and key is some 100 MB; more than this is another file. */
const FILE_BYTES_MAX = 268_435_456;

const JSON_FORMATS = INVOICE_FORMATS.filter(({ container }) => container === "json");

/**
 * Reads a JSON export of either provider.
 *
 * @param format name of the format, or null to recognise it
 * @throws QuestionError where it is no known export, or not the one that was said
 */
export async function readJsonInvoice(file: string, format: string | null): Promise<InvoiceOutcome> {
  const { size } = await stat(file);
  if (size > FILE_BYTES_MAX)
    throw new QuestionError(`${file} has ${size} bytes; a JSON export may have ${FILE_BYTES_MAX}`);
  const text = (await readFile(file, "utf8")).replace(/^\uFEFF/, "");
  const { buckets, isCut, problems } = readBuckets(text);
  if (problems.length > 0) return { kind: "unreadable", file, problems };
  const found = formatOf(file, buckets, format);
  return outcomeOf(file, found, buckets, isCut);
}

function outcomeOf(
  file: string,
  format: InvoiceFormat,
  buckets: readonly JsonBucket[],
  isCut: boolean,
): InvoiceOutcome {
  const builder = new InvoiceBuilder();
  const problems = buckets.flatMap((bucket) => addBucket(builder, format, bucket));
  if (problems.length > 0) return { kind: "unreadable", file, problems };
  const about = { file, format: format.name, provider: format.provider, isCut };
  return { kind: "invoice", invoice: builder.invoice(about, format.states) };
}

function addBucket(
  builder: InvoiceBuilder,
  format: InvoiceFormat,
  { bucket, results, line }: JsonBucket,
): InvoiceProblem[] {
  const fields = new Fields((name) => bucket[name]);
  const day = format.day(fields);
  if (day === null || fields.problems.length > 0)
    return [{ line: line(null), message: fields.problems.join("; ") }];
  builder.covers(day);
  return results.flatMap((result, index) => {
    const resultFields = new Fields((name) => result[name]);
    const read = format.line(resultFields);
    if (resultFields.problems.length > 0)
      return [{ line: line(index), message: resultFields.problems.join("; ") }];
    if (read !== null) builder.add(day, read);
    return [];
  });
}

function formatOf(file: string, buckets: readonly JsonBucket[], asked: string | null): InvoiceFormat {
  const candidates = JSON_FORMATS.filter((format) => fits(format, buckets));
  // Buckets without a single result fit usage and costs alike: nothing was used, whichever it is.
  const found = candidates.find(({ name }) => asked === null || name === asked);
  if (found !== undefined) return found;
  const what = candidates[0] === undefined ? `it has ${fieldsOf(buckets)}` : `it is ${candidates[0].name}`;
  if (asked !== null) throw new QuestionError(`${file} is no ${asked}: ${what}`);
  const known = JSON_FORMATS.map(({ name }) => name).join(", ");
  throw new QuestionError(`${file} is no export that is known (${known}): ${what}`);
}

function fits({ bucketMark, marks }: InvoiceFormat, buckets: readonly JsonBucket[]): boolean {
  const first = buckets[0]?.bucket;
  if (first === undefined || bucketMark === undefined || !(bucketMark in first)) return false;
  const results = buckets.flatMap((bucket) => bucket.results);
  return results.length === 0 || results.some((result) => marks.every((mark) => mark in result));
}

function fieldsOf(buckets: readonly JsonBucket[]): string {
  const bucket = buckets[0];
  if (bucket === undefined) return "no bucket";
  const result = buckets.find(({ results }) => results.length > 0)?.results[0];
  const named = `buckets of ${Object.keys(bucket.bucket).join(", ")}`;
  return result === undefined ? named : `${named}, with results of ${Object.keys(result).join(", ")}`;
}
