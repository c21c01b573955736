import { groupBy } from "@promptprof/model";
import type { Run, RunItem } from "../run/run.ts";

/** A case's calls on both sides. */
export interface CaseItems {
  readonly name: string;
  readonly cluster: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly base: readonly RunItem[];
  readonly head: readonly RunItem[];
}

/** Everything of one prompt with one provider. */
export interface Group {
  readonly prompt: string;
  readonly provider: string;
  readonly cases: readonly CaseItems[];
}

/** A run by prompt and provider, in the order in which they first come; cases sorted, so that nothing depends on timing. */
export function groupsOf({ items }: Run): Group[] {
  const groups = groupBy(items, ({ prompt, provider }) => JSON.stringify([prompt, provider]));
  return [...groups.values()].flatMap((of) => {
    const [first] = of;
    if (first === undefined) return [];
    const cases = [...groupBy(of, (item) => item.case).values()].map(caseOf);
    return [
      {
        prompt: first.prompt,
        provider: first.provider,
        cases: cases.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      },
    ];
  });
}

/** All calls of a group on one side. */
export function itemsOf({ cases }: Group, side: "base" | "head"): RunItem[] {
  return cases.flatMap((of) => of[side]);
}

function caseOf(items: readonly RunItem[]): CaseItems {
  const [first] = items;
  return {
    name: first?.case ?? "",
    cluster: first?.cluster ?? "",
    tags: first?.tags ?? {},
    base: items.filter(({ side }) => side === "base"),
    head: items.filter(({ side }) => side === "head"),
  };
}
