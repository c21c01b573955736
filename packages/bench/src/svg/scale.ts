/** From a value to a place, 0 to 1. */
export type Scale = (value: number) => number;

/** Places in proportion; everything in the middle where the range has no width. */
export function linearScale(low: number, high: number): Scale {
  return high === low ? () => 0.5 : (value) => (value - low) / (high - low);
}

/** Places in proportion to the logarithm. Both ends > 0. */
export function logScale(low: number, high: number): Scale {
  const scale = linearScale(Math.log(low), Math.log(high));
  return (value) => scale(Math.log(value));
}

/** A place as per cent of the width, which is how pictures follow the page without shrinking their letters. */
export function percent(place: number): string {
  return `${Number((place * 100).toFixed(2))}%`;
}

/** 1, 2 or 5 times a power of ten within the range, ends included; two to five or so where the range has a width. */
export function ticks(low: number, high: number): number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? rough;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** 1, 2 and 5 times each power of ten within the range; both ends > 0. */
export function logTicks(low: number, high: number): number[] {
  const [first, last] = [low, high].map((end) => Math.floor(Math.log10(end)));
  if (first === undefined || last === undefined) return [];
  const powers = Array.from({ length: last - first + 1 }, (_, i) => 10 ** (first + i));
  const found = powers
    .flatMap((power) => [1, 2, 5].map((factor) => factor * power))
    .filter((tick) => tick >= low && tick <= high);
  return found.length >= 2 ? found : ticks(low, high);
}
