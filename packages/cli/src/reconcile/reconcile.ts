import { sumAmounts, type AmountName, type Amounts, type SomeAmounts } from "./amounts.ts";
import { agreementOf } from "./compare/agreement.ts";
import type { Cell } from "./compare/cell.ts";
import { compare } from "./compare/compare.ts";
import { comparedRow, comparedRows, type ComparedRow, type Dimension } from "./compare/compared-row.ts";
import type { ModelGroup } from "./compare/join-models.ts";
import type { Statement } from "./compare/merge-invoices.ts";
import { explain, type Explained } from "./explain/explain.ts";
import type { Explanation } from "./explain/explanation.ts";
import { roundingBound } from "./explain/rounding-bound.ts";
import type { Samples } from "./ours/ask-samples.ts";
import { modelEvidence, possibleDuplicates, type ModelEvidence } from "./ours/evidence.ts";
import type { OurUsage } from "./ours/our-usage.ts";
import { joinQuestion, type ReconcileQuestion } from "./reconcile-question.ts";
import type { JoinedModels, Reconciliation } from "./reconciliation.ts";
import { isOfOtherProvider, setAside } from "./set-aside.ts";

/** Holds an invoice against our usage and says where the gap comes from. Everything it needs is given: it asks nobody. */
export function reconcile(
  statement: Statement,
  ours: OurUsage,
  samples: Samples,
  question: ReconcileQuestion,
): Reconciliation {
  const comparison = compare(statement, ours.rows, joinQuestion(question));
  const evidenceOf = evidenceByGroup(samples);
  const isHere = (group: ModelGroup) => !isOfOtherProvider(group, evidenceOf(group), statement);
  const cells = comparison.cells.filter(({ group }) => isHere(group));
  const groups = comparison.groups.filter(isHere);
  const rows = comparedRows(cells, question.by);
  const total = comparedRow(cells, []);
  const { explanations, unexplained } = explainCells(cells, {
    statement,
    ours,
    samples,
    question,
    evidenceOf,
  });
  const days = [...question.days].toSorted();
  return {
    invoice: {
      files: statement.files.map(({ file, format, lines }) => ({ file, format, lines })),
      states: [...statement.states],
    },
    firstDay: days[0] ?? null,
    lastDay: days.at(-1) ?? null,
    by: question.by,
    tolerance: question.tolerance,
    agreement: agreementOf(
      rows,
      total.invoice,
      question.tolerance,
      roundingOf(cells, statement, question.by),
    ),
    total,
    rows,
    joined: groups.flatMap(joinedModels),
    leftOver: {
      invoice: groups.flatMap(({ invoice, ours: own }) => (own.length === 0 ? invoice.map(named) : [])),
      ours: groups.flatMap(({ invoice, ours: own }) => (invoice.length === 0 ? own.map(named) : [])),
    },
    setAside: setAside(comparison, evidenceOf, statement),
    explanations: explanations.toSorted((a, b) => shareOf(b, total.invoice) - shareOf(a, total.invoice)),
    unexplained,
    remarks: remarksOf(statement),
  };
}

interface Known {
  readonly statement: Statement;
  readonly ours: OurUsage;
  readonly samples: Samples;
  readonly question: ReconcileQuestion;
  readonly evidenceOf: (group: ModelGroup) => ModelEvidence | null;
}

function explainCells(
  cells: readonly Cell[],
  { statement, ours, samples, question, evidenceOf }: Known,
): Explained {
  const { tolerance, by, today } = question;
  const placeOf = (day: string, model: string | null) =>
    JSON.stringify([day, statement.hasModels ? model : null]);
  const surplus = new Map<string, Amounts[]>();
  for (const { day, model, amounts } of possibleDuplicates(samples.marked)) {
    surplus.set(placeOf(day, model), [...(surplus.get(placeOf(day, model)) ?? []), amounts]);
  }
  const duplicatesOf = ({ day, group }: Cell): SomeAmounts =>
    someOf(sumAmounts(group.ours.flatMap((model) => surplus.get(placeOf(day, model)) ?? [])));
  const byKey = by.includes("key");
  return explain({
    cells,
    statement,
    tolerance,
    byKey,
    today,
    evidenceOf,
    duplicatesOf,
    ledger: ours.ledger,
  });
}

function someOf(amounts: Amounts): SomeAmounts {
  return Object.fromEntries(Object.entries(amounts).filter(([, value]) => value !== null));
}

function evidenceByGroup({ byModel }: Samples): (group: ModelGroup) => ModelEvidence | null {
  const known = new Map<ModelGroup, ModelEvidence | null>();
  const read = ({ ours }: ModelGroup): ModelEvidence | null => {
    const some = byModel.filter(({ model, calls }) => ours.includes(model) && calls.length > 0);
    if (some.length === 0) return null;
    const isWhole = some.length === ours.length && some.every((sample) => sample.isWhole);
    return modelEvidence(
      some.flatMap(({ calls }) => calls),
      isWhole,
    );
  };
  return (group) => {
    const evidence = known.has(group) ? (known.get(group) ?? null) : read(group);
    known.set(group, evidence);
    return evidence;
  };
}

function joinedModels({ invoice, ours, ground }: ModelGroup): JoinedModels[] {
  if (ground === null || ground === "exact") return [];
  return [{ invoice: invoice.map(named), ours: ours.map(named), ground }];
}

function named(model: string | null): string {
  return model ?? "(no model)";
}

/** How far the cost of a row of the table may be off because the lines it is the sum of were rounded. */
function roundingOf(
  cells: readonly Cell[],
  { costStepNanoUsd }: Statement,
  by: readonly Dimension[],
): (row: ComparedRow) => number {
  const lines = new Map<string, number>();
  for (const { day, group, key, costLines } of cells) {
    const place = JSON.stringify([
      by.includes("day") ? day : null,
      by.includes("model") ? group.name : null,
      by.includes("key") ? key : null,
    ]);
    lines.set(place, (lines.get(place) ?? 0) + costLines);
  }
  return ({ day, model, key }) =>
    roundingBound(lines.get(JSON.stringify([day, model, key])) ?? 0, costStepNanoUsd);
}

/** A cause's part as a share of the whole invoice, by dollars where there are any and by tokens else. */
function shareOf({ amounts }: Explanation, total: Amounts): number {
  const share = (name: AmountName) => Math.abs(amounts[name] ?? 0) / Math.max(1, Math.abs(total[name] ?? 0));
  const tokens = Math.max(share("inputTokens"), share("outputTokens"));
  return Math.max(share("costNanoUsd"), tokens) + share("requests") * 1e-9;
}

function remarksOf(statement: Statement): string[] {
  const cut = statement.files.filter(({ isCut }) => isCut).map(({ file }) => file);
  const inPart = statement.daysInPart.length;
  return [
    ...(cut.length > 0
      ? [
          `${cut.join(", ")} says that more pages follow, which are not in it: ask with page=NEXT_PAGE until has_more is false`,
        ]
      : []),
    ...(statement.hasModels
      ? []
      : [
          "an export is not grouped by model, so days alone are compared; ask for it with group_by=model, or line_item for costs",
        ]),
    ...(statement.states.has("costNanoUsd") && !statement.states.has("inputTokens")
      ? [
          "the invoice states costs and no tokens, so a price and missing calls cannot be told apart; give its usage export too, with a second --invoice",
        ]
      : []),
    ...(inPart > 0 ? [`${inPart} days are left out: not all of the files speak of them`] : []),
  ];
}
