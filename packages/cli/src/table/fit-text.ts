import stringWidth from "string-width";

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Cuts a text to so many columns, the sign of the cut included; wide characters count twice. */
export function fitText(text: string, columns: number, ellipsis: string): string {
  if (stringWidth(text) <= columns) return text;
  const room = columns - stringWidth(ellipsis);
  let fitted = "";
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    used += stringWidth(segment);
    if (used > room) break;
    fitted += segment;
  }
  return fitted + ellipsis;
}

/** Fills a text with spaces to so many columns. */
export function padText(text: string, columns: number, align: "left" | "right"): string {
  const spaces = " ".repeat(Math.max(0, columns - stringWidth(text)));
  return align === "left" ? text + spaces : spaces + text;
}
