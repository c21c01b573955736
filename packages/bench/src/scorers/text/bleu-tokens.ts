import { splitAtWhiteSpace } from "./white-space.ts";

/** `13a` is what published scores use; `none` for text that is tokenized already; `char` for writing without spaces. */
export const BLEU_TOKENIZERS = ["13a", "none", "char"] as const;
export type BleuTokenizer = (typeof BLEU_TOKENIZERS)[number];

export function bleuTokens(text: string, tokenizer: BleuTokenizer): string[] {
  if (tokenizer === "none") return splitAtWhiteSpace(text);
  if (tokenizer === "char") return splitAtWhiteSpace(text).flatMap((word) => Array.from(word));
  return splitAtWhiteSpace(separated(withoutMarkup(text)));
}

/** The four entities of NIST's mteval-v13a, and its line joins. */
function withoutMarkup(text: string): string {
  return text
    .replaceAll("<skipped>", "")
    .replaceAll("-\n", "")
    .replaceAll("\n", " ")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">");
}

/** Spaces around signs, but not inside of numbers (1,234.56) nor before a hyphen that follows a letter (NIST mteval-v13a). */
function separated(text: string): string {
  return ` ${text} `
    .replace(/[{-~[-` -&(-+:-@/]/g, " $& ")
    .replace(/([^0-9])([.,])/gu, "$1 $2 ")
    .replace(/([.,])([^0-9])/gu, " $1 $2")
    .replace(/([0-9])(-)/g, "$1 $2 ");
}
