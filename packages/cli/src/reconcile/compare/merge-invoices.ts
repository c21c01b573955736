import { QuestionError } from "../../question-error.ts";
import { AMOUNT_NAMES, type AmountName } from "../amounts.ts";
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
 * @throws QuestionError where two files state the same amount of the same day, model and key: it would count twice
 */
export function mergeInvoices(files: readonly Invoice[]): Statement {
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

function checkOverlaps(files: readonly Invoice[]): void {
  const seen = new Map<string, string>();
  for (const { file, rows } of files) {
    for (const row of rows) {
      for (const name of AMOUNT_NAMES.filter((each) => row[each] !== null)) {
        const id = JSON.stringify([name, row.day, row.model, row.key, row.charge]);
        const other = seen.get(id);
        if (other !== undefined && other !== file) {
          throw new QuestionError(
            `${other} and ${file} both state ${name} of ${row.model ?? "all models"} on ${row.day}; give one of them`,
          );
        }
        seen.set(id, file);
      }
    }
  }
}
