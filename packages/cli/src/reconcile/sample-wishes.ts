import { groupBy } from "@promptprof/model";
import { compare } from "./compare/compare.ts";
import { comparedRow, sizeOf, type ComparedRow } from "./compare/compared-row.ts";
import type { ModelGroup } from "./compare/join-models.ts";
import type { Statement } from "./compare/merge-invoices.ts";
import type { SampleWish } from "./ours/ask-samples.ts";
import type { OurUsage } from "./ours/our-usage.ts";
import { joinQuestion, type ReconcileQuestion } from "./reconcile-question.ts";

/** Beyond so many models with a gap the rest are small; each costs questions to the server. */
const GAP_MODELS_MAX = 20;
/** Three pages of a model with a gap; of a model that is left over, enough to see whose it is. */
const SAMPLE_CALLS = { withGap: 3000, leftOver: 20 } as const;

interface GroupRow {
  readonly group: ModelGroup;
  readonly row: ComparedRow;
}

/**
 * Which single calls would tell more: of our models without a counterpart, to see whose provider they are of; of the
 * models with a gap beyond the tolerance, the largest gaps first.
 */
export function sampleWishes(
  statement: Statement,
  ours: OurUsage,
  question: ReconcileQuestion,
): SampleWish[] {
  const { cells } = compare(statement, ours.rows, joinQuestion(question));
  const groups = groupBy(cells, ({ group }) => JSON.stringify([group.invoice, group.ours]));
  const rows = [...groups.values()].flatMap((some): GroupRow[] => {
    const group = some[0]?.group;
    return group === undefined ? [] : [{ group, row: comparedRow(some, []) }];
  });
  const leftOver = rows.filter(({ group }) => group.invoice.length === 0);
  const apart = rows.filter(
    ({ group, row }) => group.invoice.length > 0 && isBeyond(row, question.tolerance),
  );
  const largest = apart.toSorted((a, b) => size(b.row) - size(a.row)).slice(0, GAP_MODELS_MAX);
  const isOfAll = !statement.hasModels;
  return [
    ...wishesOf(leftOver, { calls: SAMPLE_CALLS.leftOver, isOfAll }),
    ...wishesOf(largest, { calls: SAMPLE_CALLS.withGap, isOfAll }),
  ];
}

function wishesOf(rows: readonly GroupRow[], wish: Omit<SampleWish, "model">): SampleWish[] {
  return rows.flatMap(({ group }) => group.ours.map((model) => ({ model, ...wish })));
}

function isBeyond({ worst }: ComparedRow, tolerance: number): boolean {
  return worst !== null && sizeOf(worst) > tolerance;
}

/** In tokens, a token being about a thousandth of a cent. */
function size({ gap }: ComparedRow): number {
  return (
    Math.abs(gap.inputTokens ?? 0) + Math.abs(gap.outputTokens ?? 0) + Math.abs(gap.costNanoUsd ?? 0) / 10_000
  );
}
