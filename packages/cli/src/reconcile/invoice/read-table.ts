import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { readCsv } from "../../import/read-csv.ts";
import { QuestionError } from "../../question-error.ts";
import { Fields } from "./fields.ts";
import { InvoiceBuilder } from "./invoice-builder.ts";
import type { InvoiceFormat } from "./invoice-format.ts";
import type { Invoice, InvoiceOutcome, InvoiceProblem } from "./invoice.ts";

/** How the lines of a table are read, once its columns are known. */
export interface Table
  extends Pick<InvoiceFormat, "name" | "states" | "day" | "line">, Pick<Invoice, "provider"> {}

/** A table that went through a spreadsheet has tabs or semicolons; the sign that parts the header most often wins. */
const DELIMITERS = [",", "\t", ";"] as const;
/** A header is a few hundred characters. */
const HEADER_BYTES_MAX = 65_536;

/**
 * Reads a CSV file line by line, in memory that grows with its rows of day, model and key alone.
 *
 * @param delimiter null = seen in the header
 * @param bind      says how to read a table with these columns, or throws where it cannot
 */
export async function readTable(
  file: string,
  delimiter: string | null,
  bind: (columns: ReadonlySet<string>) => Table,
): Promise<InvoiceOutcome> {
  const builder = new InvoiceBuilder();
  const problems: InvoiceProblem[] = [];
  let table: Table | null = null;
  let places: ReadonlyMap<string, number> = new Map();
  for await (const { fields: cells, line } of readCsv(file, delimiter ?? (await delimiterOf(file)))) {
    if (table === null) {
      places = placesOf(file, cells);
      table = bind(new Set(places.keys()));
      continue;
    }
    const problem = addRecord(builder, table, cells, places);
    if (problem !== null) problems.push({ line, message: problem });
  }
  if (table === null) throw new QuestionError(`${file} is empty; an export has a header at least`);
  if (problems.length > 0) return { kind: "unreadable", file, problems };
  const about = { file, format: table.name, provider: table.provider, isCut: false };
  return { kind: "invoice", invoice: builder.invoice(about, table.states) };
}

function placesOf(file: string, header: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map(header.map((name, place) => [name.trim(), place]));
  if (places.size === header.length) return places;
  const twice = header.find((name, place) => header.indexOf(name) !== place) ?? "";
  throw new QuestionError(`${file}: the column ${JSON.stringify(twice)} is there twice`);
}

/** Adds one record, or says everything that is wrong with it. */
function addRecord(
  builder: InvoiceBuilder,
  table: Table,
  cells: readonly string[],
  places: ReadonlyMap<string, number>,
): string | null {
  if (cells.length !== places.size) return `${cells.length} fields where the header has ${places.size}`;
  const fields = new Fields((name) => cells[places.get(name) ?? -1]);
  const day = table.day(fields);
  const line = table.line(fields);
  if (day === null || fields.problems.length > 0) return fields.problems.join("; ");
  builder.covers(day);
  if (line !== null) builder.add(day, line);
  return null;
}

async function delimiterOf(file: string): Promise<string> {
  const header = await firstLine(file);
  const counts = DELIMITERS.map((sign) => ({ sign, count: header.split(sign).length }));
  return counts.toSorted((a, b) => b.count - a.count)[0]?.sign ?? ",";
}

async function firstLine(file: string): Promise<string> {
  const input = createReadStream(file, { end: HEADER_BYTES_MAX });
  const lines = createInterface({ input });
  try {
    for await (const line of lines) if (line.trim() !== "") return line;
    return "";
  } finally {
    lines.close();
    input.destroy();
  }
}
