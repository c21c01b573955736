/** What one kind of token took in one segment of one period. */
export interface Spent {
  /** Tokens a call. */
  readonly tokens: number;
  /** Price of one token, in any currency. */
  readonly price: number;
}

/** A part of the traffic: a model, a prompt. */
export interface SpendingSegment {
  /** Part of all calls, 0 to 1. */
  readonly mix: number;
  /** By kind of token: input, cached, output. */
  readonly kinds: Readonly<Record<string, Spent>>;
}

/** A period: cost = sum over segments and kinds of calls x mix x tokens x price. */
export interface Spending {
  readonly calls: number;
  readonly segments: Readonly<Record<string, SpendingSegment>>;
}

/** What each factor adds to the change of cost; they sum to it. */
export interface CostEffects {
  readonly calls: number;
  readonly mix: number;
  readonly tokens: number;
  readonly price: number;
}

/** Calls, mix, tokens and price of one term. */
export type Factors = readonly [number, number, number, number];

/** Of one term of the cost, before and after. */
export interface Term {
  readonly before: Factors;
  readonly after: Factors;
}

/**
 * The terms of both periods. A segment or kind of one period alone has a mix of 0 in the other, with its own tokens
 * and price, so that all of its cost lands in the mix.
 */
export function termsOf(before: Spending, after: Spending): Term[] {
  return union(before.segments, after.segments).flatMap((name) => {
    const [old, next] = [before.segments[name], after.segments[name]];
    return union(old?.kinds ?? {}, next?.kinds ?? {}).flatMap((kind) => {
      const shown = old?.kinds[kind] ?? next?.kinds[kind];
      if (shown === undefined) return [];
      return [
        {
          before: factorsOf(before.calls, old, kind, shown),
          after: factorsOf(after.calls, next, kind, shown),
        },
      ];
    });
  });
}

function factorsOf(calls: number, segment: SpendingSegment | undefined, kind: string, shown: Spent): Factors {
  const spent = segment?.kinds[kind];
  if (segment === undefined || spent === undefined) return [calls, 0, shown.tokens, shown.price];
  return [calls, segment.mix, spent.tokens, spent.price];
}

function union(a: object, b: object): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])];
}

/** Added term by term, with what rounding takes away kept (Neumaier 1974): effects must sum to the change. */
export function sumEffects(effects: Iterable<Factors>): CostEffects {
  const sums = [0, 0, 0, 0];
  const lost = [0, 0, 0, 0];
  for (const effect of effects) {
    for (const [i, x] of effect.entries()) {
      const sum = sums[i] ?? 0;
      const next = sum + x;
      lost[i] = (lost[i] ?? 0) + (Math.abs(sum) >= Math.abs(x) ? sum - next + x : x - next + sum);
      sums[i] = next;
    }
  }
  const [calls = 0, mix = 0, tokens = 0, price = 0] = sums.map((sum, i) => sum + (lost[i] ?? 0));
  return { calls, mix, tokens, price };
}
