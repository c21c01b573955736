import { softmax } from "./decode.ts";

/** A stream of numbers in [0, 1), the same for the same seed. Mulberry32: 32 bits of state, enough for a test. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * The next token. Temperature 0 takes the largest logit; above that the draw gets the wilder the hotter.
 *
 * @param temperature 0 to 2
 */
export function sample(logits: Float32Array, temperature: number, random: () => number): number {
  if (temperature === 0)
    return logits.reduce((best, logit, i) => (logit > (logits[best] as number) ? i : best), 0);
  const shares = softmax(logits.map((logit) => logit / temperature));
  let left = random();
  const drawn = shares.findIndex((share) => (left -= share) < 0);
  // Rounding may leave a crumb of `left` after the last share.
  return drawn === -1 ? shares.length - 1 : drawn;
}
