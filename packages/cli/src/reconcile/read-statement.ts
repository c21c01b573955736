import { readFileSync } from "node:fs";
import { QuestionError } from "../question-error.ts";
import { mergeInvoices, type Statement } from "./compare/merge-invoices.ts";
import type { Invoice, InvoiceOutcome } from "./invoice/invoice.ts";
import type { InvoiceMap } from "./invoice/map/invoice-map.ts";
import { readInvoiceMap } from "./invoice/map/read-invoice-map.ts";
import { readInvoice } from "./invoice/read-invoice.ts";

/**
 * Reads all of the files and puts them together.
 *
 * @throws QuestionError with every line that cannot be read, of all the files: `usage.csv:7: input_tokens must be ...`
 */
export async function readStatement(
  files: readonly string[],
  format: string | null,
  mapFile: string | null,
): Promise<Statement> {
  const map = mapFile === null ? null : readMap(mapFile);
  const outcomes: InvoiceOutcome[] = [];
  for (const file of files) outcomes.push(await readInvoice({ file, format, map }));
  const problems = outcomes.flatMap((outcome) => (outcome.kind === "unreadable" ? linesOf(outcome) : []));
  if (problems.length > 0) throw new QuestionError(problems.join("\n"));
  const invoices = outcomes.flatMap((outcome): Invoice[] =>
    outcome.kind === "invoice" ? [outcome.invoice] : [],
  );
  return mergeInvoices(invoices);
}

function linesOf({ file, problems }: Extract<InvoiceOutcome, { kind: "unreadable" }>): string[] {
  const count = problems.length === 1 ? "a line cannot be read" : `${problems.length} lines cannot be read`;
  return [
    ...problems.map(({ line, message }) => `${file}:${line}: ${message}`),
    `${file}: ${count}; nothing was compared`,
  ];
}

function readMap(path: string): InvoiceMap {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new QuestionError(`--map ${path} cannot be read: ${error instanceof Error ? error.message : ""}`, {
      cause: error,
    });
  }
  return readInvoiceMap(text, path);
}
