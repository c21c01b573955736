/**
 * A number with so many significant digits, never in e-notation: `significant(0.004219, 2)` is `0.0042`.
 *
 * @param value  finite, >= 0
 * @param digits 1..15
 */
export function significant(value: number, digits: number): string {
  if (value === 0) return "0";
  // Rounded first: 9.996 to three digits is 10.0 and not 10.00.
  const rounded = Number(value.toPrecision(digits));
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(rounded)));
  return withThousands(rounded, decimals);
}

/** A number with fixed decimals and commas between thousands: `withThousands(10182.7, 2)` is `10,182.70`. */
export function withThousands(value: number, decimals: number): string {
  return value.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}
