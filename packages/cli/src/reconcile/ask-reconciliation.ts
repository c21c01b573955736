import type { Parameters } from "../connection/ask.ts";
import type { Connection } from "../connection/connection.ts";
import type { Statement } from "./compare/merge-invoices.ts";
import { dayAfter, dayStart } from "./day.ts";
import type { KeyField } from "./ours/ask-keys.ts";
import { askOurUsage } from "./ours/ask-our-usage.ts";
import { askSamples } from "./ours/ask-samples.ts";
import { reconcile } from "./reconcile.ts";
import type { ReconcileQuestion } from "./reconcile-question.ts";
import type { Reconciliation } from "./reconciliation.ts";
import { sampleWishes } from "./sample-wishes.ts";

/**
 * Asks promptprof for its side, compares, and asks for single calls where there is a gap.
 *
 * @param selection filters on our side
 * @param key       our field that stands for the invoice's key; null = keys are not compared
 */
export async function askReconciliation(
  connection: Connection,
  statement: Statement,
  question: ReconcileQuestion,
  selection: Parameters,
  key: KeyField | null,
): Promise<Reconciliation> {
  const days = [...question.days].toSorted();
  const [firstDay, lastDay] = [days[0], days.at(-1)];
  if (firstDay === undefined || lastDay === undefined) throw new Error("no day to compare");
  const invoiceKeys = keysOf(statement, question);
  const ours = await askOurUsage(connection, { firstDay, lastDay, selection, key, invoiceKeys });
  const selected = { ...selection, from: dayStart(firstDay), to: dayStart(dayAfter(lastDay)) };
  const wishes = sampleWishes(statement, ours, question);
  return reconcile(statement, ours, await askSamples(connection, selected, wishes), question);
}

/** The invoice's keys in our words. */
function keysOf({ rows }: Statement, { keyNames }: ReconcileQuestion): string[] {
  const keys = rows.flatMap(({ key, charge }) =>
    key === null || charge !== null ? [] : [keyNames.get(key) ?? key],
  );
  return [...new Set(keys)];
}
