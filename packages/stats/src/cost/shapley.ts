import { type CostEffects, type Factors, type Spending, sumEffects, type Term, termsOf } from "./spending.ts";

const FACTORS = [0, 1, 2, 3] as const;
/** Of 4 factors, how often a set of this size comes before the next, over all 24 orders: size! (3 - size)! / 4!. */
const ORDERS = [1 / 4, 1 / 12, 1 / 12, 1 / 4] as const;

/**
 * The change of cost by calls, mix, tokens and price: what each changes, on average over all 24 orders in which they
 * could have changed (Shapley 1953). Exact, and defined where segments appear or vanish.
 */
export function shapleyEffects(before: Spending, after: Spending): CostEffects {
  return sumEffects(termsOf(before, after).map(effectsOf));
}

function effectsOf(term: Term): Factors {
  return [effectOf(term, 0), effectOf(term, 1), effectOf(term, 2), effectOf(term, 3)];
}

/** `factor` changes after any set of the others; a set is the bits of a number. */
function effectOf({ before, after }: Term, factor: (typeof FACTORS)[number]): number {
  let effect = 0;
  for (let changed = 0; changed < 16; changed++) {
    if (((changed >> factor) & 1) === 1) continue;
    const others = FACTORS.filter((i) => i !== factor);
    const rest = others.reduce<number>(
      (product, i) => product * (((changed >> i) & 1) === 1 ? after : before)[i],
      1,
    );
    const size = others.filter((i) => ((changed >> i) & 1) === 1).length;
    effect += (ORDERS[size] ?? 0) * rest * (after[factor] - before[factor]);
  }
  return effect;
}
