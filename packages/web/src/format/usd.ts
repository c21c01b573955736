import { formatCount } from "./count.ts";
import { NO_DATA } from "./no-data.ts";

const NANO = 1e9;
const cents = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
/** Nine decimals hold a nano-dollar, the smallest amount that exists here. */
const significant = (digits: number) =>
  new Intl.NumberFormat("en", {
    minimumSignificantDigits: digits,
    maximumSignificantDigits: digits,
    roundingPriority: "lessPrecision",
    maximumFractionDigits: 9,
  });
const threeDigits = significant(3);
const twoDigits = significant(2);

/**
 * Money from nano-dollars: `$412.07`, `$0.0123`, and below one cent two significant digits (`$0.0042`):
 * a cost that exists is never `$0.00`. From $10,000 on three digits: `$12.3k`. Only a true zero is `$0`.
 */
export function formatUsd(nanoUsd: number | null): string {
  if (nanoUsd === null) return NO_DATA;
  if (nanoUsd < 0) return `−${formatUsd(-nanoUsd)}`;
  return `$${amount(nanoUsd / NANO)}`;
}

function amount(usd: number): string {
  if (usd === 0) return "0";
  if (usd < 0.00995) return twoDigits.format(usd);
  if (usd < 0.995) return threeDigits.format(usd);
  return usd < 9_999.995 ? cents.format(usd) : formatCount(usd);
}

const toTheNano = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 9 });

/** Money to the nano-dollar as it is stored: `$0.000123456`, for details and tooltips. Exact below $9 million. */
export function formatUsdExact(nanoUsd: number | null): string {
  if (nanoUsd === null) return NO_DATA;
  const whole = Math.trunc(Math.abs(nanoUsd) / NANO);
  const rest = Math.abs(nanoUsd) - whole * NANO;
  const decimals = toTheNano.format(rest / NANO).slice(1);
  return `${nanoUsd < 0 ? "−" : ""}$${new Intl.NumberFormat("en").format(whole)}${decimals}`;
}

/** Mean money of a thousand calls, from a sum over `calls` calls; null where no call has a price. */
export function nanoUsdPer1k(nanoUsd: number, calls: number): number | null {
  return calls === 0 ? null : (nanoUsd / calls) * 1000;
}
