import { type CostEffects, type Factors, type Spending, sumEffects, type Term, termsOf } from "./spending.ts";

/**
 * The change of cost by calls, mix, tokens and price, exactly and in any order (logarithmic mean Divisia index, Ang
 * 2004). Null where a factor is 0 in one period and not in the other: that has no logarithm, use `shapleyEffects`.
 */
export function lmdiEffects(before: Spending, after: Spending): CostEffects | null {
  const terms = termsOf(before, after).filter(
    (term) => product(term.before) !== 0 || product(term.after) !== 0,
  );
  const allPositive = terms.every((term) => [...term.before, ...term.after].every((x) => x > 0));
  return allPositive ? sumEffects(terms.map(effectsOf)) : null;
}

function effectsOf({ before, after }: Term): Factors {
  const weight = logarithmicMean(product(after), product(before));
  const part = (i: 0 | 1 | 2 | 3): number => weight * Math.log(after[i] / before[i]);
  return [part(0), part(1), part(2), part(3)];
}

function product([calls, mix, tokens, price]: Factors): number {
  return calls * mix * tokens * price;
}

/** (a - b) / (ln a - ln b); a where they are so near that the quotient is rounding alone. */
function logarithmicMean(a: number, b: number): number {
  const off = (a - b) / b;
  if (Math.abs(off) < 1e-12) return a;
  return (a - b) / (Math.abs(off) < 0.5 ? Math.log1p(off) : Math.log(a / b));
}
