// Controls, marks that reorder text, line and paragraph separators, lone surrogates: none may reach a table or a terminal.
const UNPRINTABLE = /(?!\u200D)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * A name or a text of somebody as one line without invisible marks, cut to so many characters (an emoji of several
 * code points may be cut in two).
 */
export function oneLine(text: string, most = 80): string {
  const characters = Array.from(text.replaceAll(/\s+/gu, " ").replace(UNPRINTABLE, "?"));
  return characters.length <= most ? characters.join("") : `${characters.slice(0, most - 1).join("")}…`;
}
