import type { AmountName, Amounts } from "../amounts.ts";
import type { Fields } from "./fields.ts";
import type { InvoiceRow, Provider } from "./invoice.ts";

/** What one record of a file says, its day apart. */
export interface InvoiceLine extends Omit<InvoiceRow, "day" | "costLines" | keyof Amounts>, Partial<Amounts> {
  /** The step that the cost is written in, nano-dollars. */
  readonly costStepNanoUsd?: number;
}

/** One way in which a provider writes its usage or its costs. A new one is one file and one line in `INVOICE_FORMATS`. */
export interface InvoiceFormat {
  readonly name: string;
  readonly container: "json" | "csv";
  readonly provider: Provider;
  /** For `--help`, lines of at most 74 characters: where the file comes from, and what of it is read. */
  readonly help: readonly string[];
  /** Columns, or fields of a JSON result, that together only this format has. */
  readonly marks: readonly string[];
  /** In JSON, the field of a bucket that says when it starts: it tells the two providers apart. */
  readonly bucketMark?: string;
  /** What a file without a single record would have stated. */
  readonly states: readonly AmountName[];
  /** The day of a record (CSV) or a bucket (JSON); null where it cannot be read, which `fields` then says. */
  readonly day: (fields: Fields) => string | null;
  /** null = the record says that nothing was used. */
  readonly line: (fields: Fields) => InvoiceLine | null;
}
