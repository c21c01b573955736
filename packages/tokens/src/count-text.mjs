// Plain JavaScript, because a worker thread loads it as it is: from the sources in tests, from dist in use.

/**
 * The tokenizer merges pairs, which takes the square of the length of a piece, and a run of one kind of characters is
 * one piece: 80,000 times "a" block a thread for 3.4 s (measured). Runs are cut, at the cost of at most one token a cut.
 */
const RUN_MAX = 512;

/** A run that starts here; the look-behinds keep a long run from being tried again from each of its characters. */
const LONG_RUN = new RegExp(
  [
    String.raw`(?<![\p{L}\p{M}])[\p{L}\p{M}]{${RUN_MAX + 1},}`,
    String.raw`(?<!\s)\s{${RUN_MAX + 1},}`,
    String.raw`(?<![^\s\p{L}\p{M}\p{N}])[^\s\p{L}\p{M}\p{N}]{${RUN_MAX + 1},}`,
  ].join("|"),
  "gu",
);

/** User text may hold `<|endoftext|>`: it is text like any other, not a command, and must not throw. */
const AS_TEXT = { disallowedSpecial: new Set() };

/**
 * Tokens of a text. A byte order mark counts as one token, as between two words it does: the tokenizer loses the tokens
 * that contain one and counts its bytes instead.
 *
 * @param {string} text
 * @param {(text: string, options: typeof AS_TEXT) => number} countTokens
 * @returns {number}
 */
export function countText(text, countTokens) {
  const parts = text.split("\uFEFF");
  let tokens = parts.length - 1;
  for (const part of parts) {
    for (const piece of cutRuns(part)) tokens += countTokens(piece, AS_TEXT);
  }
  return tokens;
}

/**
 * @param {string} text
 * @returns {string[]}
 */
function cutRuns(text) {
  if (text.length <= RUN_MAX) return [text];
  const pieces = [];
  let start = 0;
  for (const { 0: run, index } of text.matchAll(LONG_RUN)) {
    for (let cut = index + RUN_MAX; cut < index + run.length; cut += RUN_MAX) {
      const end = isLowSurrogate(text, cut) ? cut + 1 : cut;
      pieces.push(text.slice(start, end));
      start = end;
    }
  }
  pieces.push(text.slice(start));
  return pieces;
}

/**
 * @param {string} text
 * @param {number} at
 */
function isLowSurrogate(text, at) {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00;
}
