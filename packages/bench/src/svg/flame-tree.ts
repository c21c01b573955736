/** A frame of two flame graphs at once. */
export interface FlameFrame {
  readonly name: string;
  readonly base: number;
  readonly head: number;
  /** Some of it exists on that side, if only with a weight of 0. */
  readonly inBase: boolean;
  readonly inHead: boolean;
  readonly children: readonly FlameFrame[];
}

export interface FlameLeaf {
  /** `system/rules` */
  readonly path: string;
  /** null = this side does not have it. */
  readonly base: number | null;
  readonly head: number | null;
}

/** Leaves gathered by the parts of their paths, in the order in which they come. A path that goes on keeps its own weight. */
export function flameTree(name: string, leaves: readonly FlameLeaf[]): FlameFrame {
  return frame(
    name,
    leaves.map(({ path, ...weights }) => ({ parts: path.split("/"), ...weights })),
  );
}

interface Branch {
  readonly parts: readonly string[];
  readonly base: number | null;
  readonly head: number | null;
}

function frame(name: string, branches: readonly Branch[]): FlameFrame {
  const groups = new Map<string, Branch[]>();
  for (const { parts, ...weights } of branches) {
    const [first, ...rest] = parts;
    if (first === undefined) continue;
    groups.set(first, [...(groups.get(first) ?? []), { parts: rest, ...weights }]);
  }
  return {
    name,
    base: sum(branches.map(({ base }) => base)),
    head: sum(branches.map(({ head }) => head)),
    inBase: branches.some(({ base }) => base !== null),
    inHead: branches.some(({ head }) => head !== null),
    children: [...groups].map(([part, inner]) => frame(part, inner)),
  };
}

function sum(weights: readonly (number | null)[]): number {
  return weights.reduce<number>((all, weight) => all + (weight ?? 0), 0);
}
