import { open } from "node:fs/promises";
import { QuestionError } from "../../question-error.ts";
import { CSV_BY_MAP } from "./invoice-formats.ts";
import type { InvoiceOutcome } from "./invoice.ts";
import type { InvoiceMap } from "./map/invoice-map.ts";
import { readCsvByMap } from "./map/read-csv-by-map.ts";
import { readCsvInvoice } from "./read-csv-invoice.ts";
import { readJsonInvoice } from "./read-json-invoice.ts";

/** What the user says of a file. Without a format it is recognised by what is in it. */
export interface InvoiceQuestion {
  readonly file: string;
  readonly format: string | null;
  readonly map: InvoiceMap | null;
}

/**
 * Reads a provider's export.
 *
 * @throws QuestionError where the file cannot be read or is of no known format: one line that says what was found
 */
export async function readInvoice({ file, format, map }: InvoiceQuestion): Promise<InvoiceOutcome> {
  if (map !== null) return readCsvByMap(file, map);
  if (format === CSV_BY_MAP)
    throw new QuestionError("--format csv needs --map FILE, which says which column holds what");
  return (await startsAsJson(file)) ? readJsonInvoice(file, format) : readCsvInvoice(file, format);
}

/** JSON exports start with a bracket, tables with a name. */
async function startsAsJson(file: string): Promise<boolean> {
  const start = await firstBytes(file);
  return /^\uFEFF?\s*[[{]/.test(start);
}

async function firstBytes(file: string): Promise<string> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(256), 0, 256, 0);
      return buffer.subarray(0, bytesRead).toString("utf8");
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new QuestionError(unreadable(file, error), { cause: error });
  }
}

function unreadable(file: string, error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  if (code === "ENOENT") return `there is no file ${file}`;
  if (code === "EISDIR") return `${file} is a folder; an export file is wanted`;
  return `${file} cannot be read: ${code}`;
}
