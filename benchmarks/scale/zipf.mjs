const PROMPTS = 60;
const SLOTS = 4096;

/** Numbers of prompts in the shares of Zipf's law (1/rank): a uniform draw of a slot is a draw of a prompt. */
export const ZIPF_TABLE = zipfTable();

function zipfTable() {
  const weights = Array.from({ length: PROMPTS }, (_, rank) => 1 / (rank + 1));
  const whole = weights.reduce((a, b) => a + b, 0);
  let sum = 0;
  const ends = weights.map((weight) => (sum += weight) / whole);
  return Array.from({ length: SLOTS }, (_, slot) => ends.findIndex((end) => (slot + 0.5) / SLOTS < end));
}
