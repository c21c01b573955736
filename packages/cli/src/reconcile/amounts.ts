/** What an invoice may state of a day, a model and a key, and what is compared. */
export const AMOUNT_NAMES = [
  "requests",
  "inputTokens",
  "cacheReadTokens",
  "cacheWriteTokens",
  "outputTokens",
  "costNanoUsd",
] as const;
export type AmountName = (typeof AMOUNT_NAMES)[number];

/**
 * Amounts of one side. null = this side says nothing of it, which is never 0. `inputTokens` includes both cache parts,
 * whatever the provider's own word includes; money is integer nano-dollars, below 0 for a credit.
 */
export type Amounts = Readonly<Record<AmountName, number | null>>;

/** Some amounts, each a number: a gap, or the part of a gap that a cause accounts for. Always ours minus the invoice's. */
export type SomeAmounts = Readonly<Partial<Record<AmountName, number>>>;

export const NO_AMOUNTS: Amounts = {
  requests: null,
  inputTokens: null,
  cacheReadTokens: null,
  cacheWriteTokens: null,
  outputTokens: null,
  costNanoUsd: null,
};

/** Known plus known; unknown where neither side knows. A known part of a sum is not thrown away for an unknown one. */
export function addAmounts(a: Amounts, b: Amounts): Amounts {
  return mapAmounts((name) => {
    const [x, y] = [a[name], b[name]];
    return x === null || y === null ? (x ?? y) : x + y;
  });
}

export function sumAmounts(all: Iterable<Amounts>): Amounts {
  let sum = NO_AMOUNTS;
  for (const amounts of all) sum = addAmounts(sum, amounts);
  return sum;
}

export function mapAmounts(value: (name: AmountName) => number | null): Amounts {
  return {
    requests: value("requests"),
    inputTokens: value("inputTokens"),
    cacheReadTokens: value("cacheReadTokens"),
    cacheWriteTokens: value("cacheWriteTokens"),
    outputTokens: value("outputTokens"),
    costNanoUsd: value("costNanoUsd"),
  };
}

/** Sums of partial amounts; what is 0 in the end is left out. */
export function addSomeAmounts(a: SomeAmounts, b: SomeAmounts): SomeAmounts {
  const sum: Partial<Record<AmountName, number>> = {};
  for (const name of AMOUNT_NAMES) {
    const value = (a[name] ?? 0) + (b[name] ?? 0);
    if (value !== 0) sum[name] = value;
  }
  return sum;
}
