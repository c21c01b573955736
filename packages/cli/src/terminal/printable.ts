// Controls (C0, DEL, C1), invisible marks that reorder text, and the line and paragraph separators; the joiner inside an emoji stays.
const UNPRINTABLE = /(?!\u200D)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const NOT_ASCII = /[^ -~]/gu;

/**
 * A name from a trace or a file as it may be printed: a prompt called `\x1b[2J` must not clear the screen, and one
 * with a line break must not break a table.
 */
export function printable(text: string, terminal: { readonly unicode: boolean }): string {
  const safe = text.replace(UNPRINTABLE, "?");
  return terminal.unicode ? safe : safe.replace(NOT_ASCII, "?");
}
