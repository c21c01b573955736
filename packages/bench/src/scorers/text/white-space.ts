/**
 * White space as Python's `str.split()` knows it, which the published scores rest on. JavaScript's `\s` has the byte
 * order mark (U+FEFF) more and the separators U+001C to U+001F and U+0085 less; one line of WMT17 holds such a mark.
 */
// oxlint-disable-next-line no-control-regex -- these control characters are white space there
const WHITE_SPACE = /[\t-\r\u001C-\u0020\u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+/u;

/** The words of a text; none of them is empty. */
export function splitAtWhiteSpace(text: string): string[] {
  return text.split(WHITE_SPACE).filter((word) => word !== "");
}
