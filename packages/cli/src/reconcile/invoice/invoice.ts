import type { AmountName, Amounts } from "../amounts.ts";

/** What a provider says of one UTC day, model and key: the lines of the file that name the same are one row. */
export interface InvoiceRow extends Amounts {
  /** UTC, `2026-05-01`. */
  readonly day: string;
  /** As the provider writes it; null where the export is not grouped by model. */
  readonly model: string | null;
  /** The API key, else the project or workspace, as an id or a name; null where the export does not say. */
  readonly key: string | null;
  /** What is charged where it is not a model's tokens: a web search, storage. Such rows are shown and not compared. */
  readonly charge: string | null;
  /** Lines whose cost went into this row: each was rounded once by the provider. */
  readonly costLines: number;
}

export type Provider = "openai" | "anthropic";

/** One export file, read. */
export interface Invoice {
  readonly file: string;
  /** A name of `INVOICE_FORMATS`, or `csv` by a map. */
  readonly format: string;
  /** null = the map does not say. */
  readonly provider: Provider | null;
  readonly rows: readonly InvoiceRow[];
  /** Lines of the file that hold amounts. */
  readonly lines: number;
  /** Every day the file speaks of, days without usage included: there the provider says nothing was used. */
  readonly days: ReadonlySet<string>;
  /** What the file states at all. */
  readonly states: ReadonlySet<AmountName>;
  /** The last decimal that its costs are written with, in nano-dollars: 10,000,000 = whole cents. */
  readonly costStepNanoUsd: number | null;
  /** true where the provider says that more pages follow, which are not in the file. */
  readonly isCut: boolean;
}

/** A line or a record of the file that cannot be read, and why. */
export interface InvoiceProblem {
  readonly line: number;
  readonly message: string;
}

/** A file is read as a whole or not at all: an invoice with a line missing would explain a gap that is not there. */
export type InvoiceOutcome =
  | { readonly kind: "invoice"; readonly invoice: Invoice }
  | { readonly kind: "unreadable"; readonly file: string; readonly problems: readonly InvoiceProblem[] };
