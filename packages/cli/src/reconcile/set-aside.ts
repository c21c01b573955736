import { groupBy } from "@promptprof/model";
import { sumAmounts } from "./amounts.ts";
import type { Comparison } from "./compare/compare.ts";
import type { ModelGroup } from "./compare/join-models.ts";
import type { Statement } from "./compare/merge-invoices.ts";
import { otherProviders } from "./explain/rules/other-provider-calls.ts";
import type { InvoiceRow } from "./invoice/invoice.ts";
import type { ModelEvidence } from "./ours/evidence.ts";
import { ourAmounts } from "./ours/our-usage.ts";
import type { SetAside } from "./reconciliation.ts";

type EvidenceOf = (group: ModelGroup) => ModelEvidence | null;

/** A model that the invoice does not have, and all of whose calls went to a provider that does not write this invoice. */
export function isOfOtherProvider(
  { invoice }: ModelGroup,
  evidence: ModelEvidence | null,
  { provider }: Pick<Statement, "provider">,
): boolean {
  if (invoice.length > 0 || provider === null || evidence === null) return false;
  return otherProviders(evidence, provider).calls === evidence.calls;
}

/** What stays out of the comparison and why: charges that are no tokens, and models that another provider bills. */
export function setAside(
  { cells, charges }: Comparison,
  evidenceOf: EvidenceOf,
  statement: Statement,
): SetAside[] {
  const elsewhere = cells.filter(({ group }) => isOfOtherProvider(group, evidenceOf(group), statement));
  const groups = groupBy(elsewhere, ({ group }) => nameElsewhere(group, evidenceOf, statement));
  const models = [...groups].map(([what, some]): SetAside => {
    const rows = some.flatMap(({ ourRow }) => ourRow ?? []);
    return { side: "ours", what, amounts: sumAmounts(rows.map(ourAmounts)) };
  });
  return [...chargesOf(charges), ...models];
}

function nameElsewhere(group: ModelGroup, evidenceOf: EvidenceOf, { provider }: Statement): string {
  const evidence = evidenceOf(group);
  const names = evidence === null || provider === null ? [] : otherProviders(evidence, provider).names;
  return `${group.name ?? "(no model)"} of ${names.join(", ")}`;
}

function chargesOf(charges: readonly InvoiceRow[]): SetAside[] {
  const kinds = groupBy(charges, ({ charge }) => charge ?? "");
  return [...kinds].map(([what, rows]) => ({ side: "invoice", what, amounts: sumAmounts(rows) }));
}
