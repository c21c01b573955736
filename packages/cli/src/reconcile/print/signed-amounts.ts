import { formatUsd } from "@promptprof/model/format";
import { significant } from "@promptprof/model/format";
import { formatCount, formatTokens } from "@promptprof/model/format";
import { AMOUNT_NAMES, type AmountName, type Amounts, type SomeAmounts } from "../amounts.ts";

/** An amount as a person reads it, without its unit's word. A credit is below 0. */
export function formatAmount(name: AmountName, value: number): string {
  const sign = value < 0 ? "-" : "";
  if (name === "costNanoUsd") return sign + formatUsd(Math.abs(value));
  return sign + (name === "requests" ? formatCount(Math.abs(value)) : formatTokens(Math.abs(value)));
}

const WORDS: Readonly<Record<AmountName, string>> = {
  requests: "requests",
  inputTokens: "input",
  cacheReadTokens: "cached",
  cacheWriteTokens: "cache-written",
  outputTokens: "output",
  costNanoUsd: "cost",
};

export function amountWord(name: AmountName): string {
  return WORDS[name];
}

/** `-$0.34, -125k input, -155k output, -11 requests`; money first, since it is what is asked for. */
export function formatSigned(amounts: SomeAmounts): string {
  const order: readonly AmountName[] = [
    "costNanoUsd",
    ...AMOUNT_NAMES.filter((name) => name !== "costNanoUsd"),
  ];
  return order
    .flatMap((name) => {
      const value = amounts[name] ?? 0;
      if (value === 0) return [];
      const text = `${value > 0 ? "+" : ""}${formatAmount(name, value)}`;
      return [name === "costNanoUsd" ? text : `${text} ${WORDS[name]}`];
    })
    .join(", ");
}

/** What was seen, without signs: `$2.00`, `1.2k input, 340 output`. */
export function formatKnown(amounts: Amounts): string {
  const some = AMOUNT_NAMES.flatMap((name) => {
    const value = amounts[name];
    if (value === null || value === 0) return [];
    return [
      name === "costNanoUsd" ? formatAmount(name, value) : `${formatAmount(name, value)} ${WORDS[name]}`,
    ];
  });
  return some.length === 0 ? "0" : some.join(", ");
}

/** A share with its sign: -9.8%, +0.4%, >+999%; null where there is nothing to take a share of. */
export function formatShare(share: number | null): string {
  if (share === null) return "new";
  const percent = Math.abs(share) * 100;
  const sign = share < 0 ? "-" : "+";
  if (percent > 999) return `>${sign}999%`;
  return `${sign}${percent < 0.1 ? "<0.1" : significant(percent, percent < 9.95 ? 2 : 3)}%`;
}

/** A bound, rounded up, so that "within" stays true: 0.0034 is 0.4%. */
export function formatWithin(gap: number): string {
  const percent = gap * 100;
  if (percent < 0.1) return "0.1%";
  // 0.30000000000000004 must not become 0.4.
  return `${(Math.ceil(percent * 10 - 1e-9) / 10).toFixed(1)}%`;
}
