import { addAmounts, NO_AMOUNTS, type AmountName } from "../amounts.ts";
import type { InvoiceRow } from "../invoice/invoice.ts";
import { addOurRows, type OurRow } from "../ours/our-usage.ts";
import { cellOf, type Cell, type CellPlace, type InvoicedAmounts } from "./cell.ts";
import { joinModels, type ModelGroup } from "./join-models.ts";
import type { Statement } from "./merge-invoices.ts";

/** How the two sides are joined. */
export interface JoinQuestion {
  /** The compared days, a part of the statement's. */
  readonly days: ReadonlySet<string>;
  readonly byKey: boolean;
  /** The invoice's names -> ours, from the command line. */
  readonly modelNames: ReadonlyMap<string, string>;
  readonly keyNames: ReadonlyMap<string, string>;
}

/** Both sides, joined; nothing of either is dropped silently. */
export interface Comparison {
  readonly cells: readonly Cell[];
  readonly groups: readonly ModelGroup[];
  /** Lines of the invoice that are no model's tokens. */
  readonly charges: readonly InvoiceRow[];
}

/** Joins an invoice with our rows, cell by cell. */
export function compare(statement: Statement, ours: readonly OurRow[], question: JoinQuestion): Comparison {
  const rows = statement.rows.filter(({ day }) => question.days.has(day));
  const charges = rows.filter(({ charge }) => charge !== null);
  const invoiced = rows
    .filter(({ charge }) => charge === null)
    .map((row) => coarse(row, statement, question));
  const known = ours
    .filter(({ day }) => question.days.has(day))
    .map((row) => coarse(row, statement, question));
  const groups = joinModels(modelsOf(invoiced), modelsOf(known), question.modelNames);
  return { cells: cellsOf(invoiced, known, groups, statement.states, question), groups, charges };
}

/** Without models on one side they are dropped from the other: a sum over all can be held against a sum over all only. */
function coarse<Row extends InvoiceRow | OurRow>(
  row: Row,
  { hasModels }: Statement,
  { byKey }: JoinQuestion,
): Row {
  return { ...row, model: hasModels ? row.model : null, key: byKey ? row.key : null };
}

function modelsOf(rows: readonly { readonly model: string | null }[]): (string | null)[] {
  return rows.map(({ model }) => model);
}

function cellsOf(
  invoiced: readonly InvoiceRow[],
  ours: readonly OurRow[],
  groups: readonly ModelGroup[],
  states: ReadonlySet<AmountName>,
  { keyNames }: JoinQuestion,
): Cell[] {
  const places = new Map<string, CellPlace>();
  const place = (day: string, group: ModelGroup, key: string | null): string => {
    const id = JSON.stringify([day, groups.indexOf(group), key]);
    if (!places.has(id)) places.set(id, { day, group, key });
    return id;
  };
  const invoiceSums = new Map<string, InvoicedAmounts>();
  for (const row of invoiced) {
    const key = row.key === null ? null : (keyNames.get(row.key) ?? row.key);
    const id = place(row.day, groupOf(groups, "invoice", row.model), key);
    const sum = invoiceSums.get(id) ?? { amounts: NO_AMOUNTS, costLines: 0 };
    invoiceSums.set(id, { amounts: addAmounts(sum.amounts, row), costLines: sum.costLines + row.costLines });
  }
  const ourSums = new Map<string, OurRow>();
  for (const row of ours) {
    const id = place(row.day, groupOf(groups, "ours", row.model), row.key);
    const sum = ourSums.get(id);
    ourSums.set(id, sum === undefined ? row : addOurRows(sum, row));
  }
  return [...places].map(([id, at]) =>
    cellOf(at, invoiceSums.get(id) ?? null, ourSums.get(id) ?? null, states),
  );
}

function groupOf(groups: readonly ModelGroup[], side: "invoice" | "ours", model: string | null): ModelGroup {
  const group = groups.find((each) => each[side].includes(model));
  if (group === undefined) throw new Error(`the model ${String(model)} is in no group`);
  return group;
}
