/** Numbers in [0, 1), one a call. */
export type Random = () => number;

/**
 * The same numbers from the same 32-bit seed on every machine: mulberry32 (Tommy Ettinger 2017, public domain). One
 * cycle of 2^32 numbers: enough for resampling, nothing for secrets.
 */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
