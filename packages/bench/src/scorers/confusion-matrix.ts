/** What a classifier said, and what was right. */
export interface Judged {
  readonly expected: string;
  /** null for a call that failed: wrong, but no class. */
  readonly said: string | null;
}

/** Of one class; null where there is nothing to divide by. */
export interface ClassScore {
  readonly label: string;
  readonly precision: number | null;
  readonly recall: number | null;
  /** 0 where the class was neither found nor said rightly. */
  readonly f1: number;
  /** Items of this class. */
  readonly support: number;
}

export interface ConfusionMatrix {
  /** Expected labels, then others that were said, each in order of the alphabet. */
  readonly labels: readonly string[];
  /** `counts[expected][said]`; a call that failed is in none. */
  readonly counts: readonly (readonly number[])[];
  readonly accuracy: number | null;
  readonly classes: readonly ClassScore[];
  /** Mean F1 of the classes that occur among the expected ones, each counting alike; null without items. */
  readonly macroF1: number | null;
}

export function confusionMatrix(items: readonly Judged[]): ConfusionMatrix {
  const expected = [...new Set(items.map((item) => item.expected))].toSorted();
  const others = [...new Set(items.map(({ said }) => said))].filter(
    (said): said is string => said !== null && !expected.includes(said),
  );
  const labels = [...expected, ...others.toSorted()];
  const at = new Map(labels.map((label, i) => [label, i]));
  const counts = labels.map(() => Array<number>(labels.length).fill(0));
  for (const item of items) {
    const row = counts[at.get(item.expected) ?? -1];
    const column = item.said === null ? undefined : at.get(item.said);
    if (row !== undefined && column !== undefined) row[column] = (row[column] ?? 0) + 1;
  }
  const classes = expected.map((label, i) => classScore(label, i, items, counts));
  const right = items.filter((item) => item.said === item.expected).length;
  return {
    labels,
    counts,
    accuracy: items.length === 0 ? null : right / items.length,
    classes,
    macroF1: classes.length === 0 ? null : classes.reduce((sum, { f1 }) => sum + f1, 0) / classes.length,
  };
}

function classScore(
  label: string,
  i: number,
  items: readonly Judged[],
  counts: readonly (readonly number[])[],
): ClassScore {
  const right = counts[i]?.[i] ?? 0;
  const said = counts.reduce((sum, row) => sum + (row[i] ?? 0), 0);
  const support = items.filter(({ expected }) => expected === label).length;
  return {
    label,
    precision: said === 0 ? null : right / said,
    recall: support === 0 ? null : right / support,
    f1: (2 * right) / (said + support),
    support,
  };
}
