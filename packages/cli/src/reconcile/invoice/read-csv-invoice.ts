import { QuestionError } from "../../question-error.ts";
import type { InvoiceFormat } from "./invoice-format.ts";
import { INVOICE_FORMATS } from "./invoice-formats.ts";
import type { InvoiceOutcome } from "./invoice.ts";
import { readTable } from "./read-table.ts";

const CSV_FORMATS = INVOICE_FORMATS.filter(({ container }) => container === "csv");

/**
 * Reads a CSV export of either provider.
 *
 * @param asked name of the format, or null to recognise it by the columns
 * @throws QuestionError where it has the columns of no known export, or not of the one that was said
 */
export function readCsvInvoice(file: string, asked: string | null): Promise<InvoiceOutcome> {
  return readTable(file, null, (columns) => formatOf(file, columns, asked));
}

function formatOf(file: string, columns: ReadonlySet<string>, asked: string | null): InvoiceFormat {
  const fitting = CSV_FORMATS.filter(({ marks }) => marks.every((mark) => columns.has(mark)));
  const found = fitting.find(({ name }) => asked === null || name === asked);
  if (found !== undefined) return found;
  const names = [...columns].join(", ");
  const what = fitting[0] === undefined ? `it has the columns ${names}` : `it is ${fitting[0].name}`;
  if (asked !== null) throw new QuestionError(`${file} is no ${asked}: ${what}`);
  const known = CSV_FORMATS.map(({ name }) => name).join(", ");
  throw new QuestionError(
    `${file} is no export that is known (${known}): ${what}; other tables are read with --format csv --map FILE`,
  );
}
