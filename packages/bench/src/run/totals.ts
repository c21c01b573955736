import type { ItemOfTotal, Scorer, Total } from "../scorers/scorer.ts";
import type { Suite } from "../suite/suite.ts";
import type { RunItem, RunTotal } from "./run.ts";

/**
 * What only all calls of a prompt with a provider on one side have, by the scorers of the suite; those of a single case
 * have no total. Sorted, so that nothing depends on which call ended first.
 *
 * @param texts of the replies of this run, that its items may no longer have
 */
export function totalsOf(
  { scorers, cases, keepReplies }: Suite,
  items: readonly RunItem[],
  texts: ReadonlyMap<RunItem, string>,
): readonly RunTotal[] {
  const expected = new Map(cases.map((one) => [one.name, one.expected]));
  const textOf = (item: RunItem): string | null | undefined => {
    if (item.outcome.kind === "failure") return null;
    return texts.get(item) ?? (keepReplies ? item.outcome.text : undefined);
  };
  return groupsOf(items).flatMap(({ prompt, provider, side, of }) =>
    scorers.flatMap((scorer) => {
      const seen = of.map((item) => ({ item, output: textOf(item), expected: expected.get(item.case) }));
      return totalsBy(scorer, seen).map((total) => ({ prompt, provider, side, ...total }));
    }),
  );
}

interface Seen {
  readonly item: RunItem;
  /** null = the call failed; undefined = a run that was resumed has not kept it. */
  readonly output: string | null | undefined;
  readonly expected: ItemOfTotal["expected"];
}

function totalsBy(scorer: Scorer, seen: readonly Seen[]): readonly Total[] {
  if (scorer.total === undefined) return [];
  const lost = seen.filter(({ output }) => output === undefined).length;
  // A part of the replies would be passed off as all of them.
  if (lost > 0)
    return [without(scorer, `${lost} replies of before the run was resumed are not kept (keepReplies)`)];
  try {
    return scorer.total(seen.map((one) => itemOfTotal(scorer, one))).map(checked);
  } catch (error) {
    return [without(scorer, `the scorer failed: ${error instanceof Error ? error.message : String(error)}`)];
  }
}

function itemOfTotal({ name }: Scorer, { item, output, expected }: Seen): ItemOfTotal {
  const scores = item.scores.filter((score) => score.name === name || score.name.startsWith(`${name}/`));
  return { case: item.case, output: output ?? null, expected, scores };
}

function checked(total: Total): Total {
  if (total.value === null || Number.isFinite(total.value)) return total;
  return { ...total, value: null, reason: `the scorer gave ${total.value}, which is no number to compare` };
}

function without({ name }: Scorer, reason: string): Total {
  return { name, value: null, reason, details: {} };
}

interface Group extends Pick<RunItem, "prompt" | "provider" | "side"> {
  readonly of: readonly RunItem[];
}

function groupsOf(items: readonly RunItem[]): readonly Group[] {
  const groups = new Map<string, RunItem[]>();
  for (const item of items.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))) {
    const key = JSON.stringify([item.prompt, item.provider, item.side]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()].flatMap((of) =>
    of.slice(0, 1).map(({ prompt, provider, side }) => ({ prompt, provider, side, of })),
  );
}

function orderOf({ prompt, provider, side, case: one, repeat }: RunItem): string {
  return JSON.stringify([prompt, provider, side, one, String(repeat).padStart(6, "0")]);
}
