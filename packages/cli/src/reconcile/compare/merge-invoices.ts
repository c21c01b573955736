import { groupBy } from "@promptprof/model";
import { QuestionError } from "../../question-error.ts";
import { AMOUNT_NAMES, NO_AMOUNTS, type AmountName } from "../amounts.ts";
import type { Invoice, InvoiceRow, Provider } from "../invoice/invoice.ts";

/** One or several exports as one statement: usage and costs come in two files, and long ranges in pages. */
export interface Statement {
  readonly files: readonly Invoice[];
  /** null = not said, or several. */
  readonly provider: Provider | null;
  readonly rows: readonly InvoiceRow[];
  readonly states: ReadonlySet<AmountName>;
  /** Days on which everything that is stated at all is stated. */
  readonly days: readonly string[];
  /** Days that only some of the files speak of, and that are therefore not compared. */
  readonly daysInPart: readonly string[];
  readonly costStepNanoUsd: number | null;
  /** false where some file is not grouped by model: then days are all that can be compared. */
  readonly hasModels: boolean;
  readonly hasKeys: boolean;
}

/**
 * Puts exports together.
 *
 * @throws QuestionError where two files state the same amount of the same usage: it would count twice
 */
export function mergeInvoices(given: readonly Invoice[]): Statement {
  const files = given.map((file) => withoutBilledTokens(file, given));
  checkOverlaps(files);
  const states = new Set(AMOUNT_NAMES.filter((name) => files.some((file) => file.states.has(name))));
  const all = [...new Set(files.flatMap(({ days }) => [...days]))].toSorted();
  const days = all.filter((day) =>
    [...states].every((name) => files.some((file) => statesOn(file, name, day))),
  );
  const providers = new Set(files.map(({ provider }) => provider));
  const steps = files.flatMap(({ costStepNanoUsd }) => costStepNanoUsd ?? []);
  const rows = files.flatMap((file) => file.rows);
  const tokenRows = rows.filter(({ charge }) => charge === null);
  return {
    files,
    provider: providers.size === 1 ? ([...providers][0] ?? null) : null,
    rows,
    states,
    days,
    daysInPart: all.filter((day) => !days.includes(day)),
    costStepNanoUsd: steps.length === 0 ? null : Math.min(...steps),
    hasModels: files.every((file) => isGrouped(file, "model")),
    hasKeys: tokenRows.length === 0 || files.every((file) => isGrouped(file, "key")),
  };
}

/** An export that was not grouped has null everywhere; a single null is a line without a model. */
function isGrouped({ rows }: Invoice, by: "model" | "key"): boolean {
  const compared = rows.filter(({ charge }) => charge === null);
  return compared.length === 0 || compared.some((row) => row[by] !== null);
}

function statesOn(file: Invoice, name: AmountName, day: string): boolean {
  return file.states.has(name) && file.days.has(day);
}

/** A cost export may tell the tokens it bills; beside a usage export they would be the same tokens once more. */
function withoutBilledTokens(file: Invoice, all: readonly Invoice[]): Invoice {
  const hasUsage = all.some(
    ({ provider, states }) => provider === file.provider && !states.has("costNanoUsd"),
  );
  if (!file.states.has("costNanoUsd") || !hasUsage) return file;
  const rows = file.rows.map((row) => ({ ...row, ...NO_AMOUNTS, costNanoUsd: row.costNanoUsd }));
  return { ...file, rows, states: new Set<AmountName>(["costNanoUsd"]) };
}

function checkOverlaps(files: readonly Invoice[]): void {
  const byDay = files.map(({ file, rows }) => ({ file, days: groupBy(rows, ({ day }) => day) }));
  for (const [index, one] of byDay.entries()) {
    for (const other of byDay.slice(index + 1)) {
      for (const [day, rows] of one.days)
        refuseOverlap(one.file, rows, other.file, other.days.get(day) ?? []);
    }
  }
}

function refuseOverlap(
  file: string,
  rows: readonly InvoiceRow[],
  otherFile: string,
  others: readonly InvoiceRow[],
): void {
  for (const row of rows) {
    for (const other of others) {
      const name = AMOUNT_NAMES.find((each) => row[each] !== null && other[each] !== null);
      if (name === undefined || !overlaps(row, other)) continue;
      throw new QuestionError(
        `${file} and ${otherFile} both state ${name} of ${row.model ?? other.model ?? "all models"} on ${row.day}; give one of them`,
      );
    }
  }
}

/** A row without a model or a key is a sum over all of them, which any other row may be a part of. */
function overlaps(a: InvoiceRow, b: InvoiceRow): boolean {
  if (a.charge !== null || b.charge !== null) return a.charge === b.charge && a.key === b.key;
  return meets(a.model, b.model) && meets(a.key, b.key);
}

function meets(a: string | null, b: string | null): boolean {
  return a === null || b === null || a === b;
}
