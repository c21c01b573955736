/** A part of a bill by what it is for: tokens of a model, or something that promptprof does not count. */
export type LineItem =
  | { readonly kind: "model"; readonly model: string; readonly part: TokenPart | null }
  | { readonly kind: "charge"; readonly charge: string };
export type TokenPart = "input" | "cacheRead" | "cacheWrite" | "output";

const PARTS: readonly (readonly [RegExp, TokenPart])[] = [
  [/\bcached?[ _-]?(input|reads?)\b/i, "cacheRead"],
  [/\bcached? ?writ/i, "cacheWrite"],
  [/\binput/i, "input"],
  [/\boutput/i, "output"],
];
const MODALITY = / (text|image|audio|video)$/i;

/**
 * Reads OpenAI's `line_item`: the model, perhaps a modality, a comma and the direction (`gpt-4o-2024-08-06, input`,
 * `gpt-5.6-terra, cached input`, `gpt-image-2 text, output`), or a model alone (`gpt-4o`), or a product that is no model
 * (`web search tool calls`, `whisper`). A name without a comma is a model where it has a digit and no space.
 */
export function readLineItem(text: string): LineItem {
  const comma = text.lastIndexOf(",");
  if (comma < 0) {
    const isModel = /^\S*\d\S*$/.test(text);
    return isModel ? { kind: "model", model: text, part: null } : { kind: "charge", charge: text };
  }
  const direction = text.slice(comma + 1);
  const part = PARTS.find(([pattern]) => pattern.test(direction))?.[1];
  const model = text.slice(0, comma).trim().replace(MODALITY, "");
  // `web search tool, input` would be a product with a space in its name.
  if (part === undefined || model === "" || /\s/.test(model)) return { kind: "charge", charge: text };
  return { kind: "model", model, part };
}
