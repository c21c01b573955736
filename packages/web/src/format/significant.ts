/**
 * Three significant digits for a number that a unit has brought into 0.01 to 999: `1.24`, `12.4`, `124`.
 * May answer "1000" for 999.5 and more: the caller then takes the next unit.
 */
export function threeDigits(value: number): string {
  if (value === 0) return "0";
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  const rounded = value.toFixed(Math.min(decimals, 20));
  // 9.999 has two decimals by its size and rounds to 10.00, which has one digit too many.
  return Number(rounded) >= 10 ** (3 - decimals) && decimals > 0 ? value.toFixed(decimals - 1) : rounded;
}
