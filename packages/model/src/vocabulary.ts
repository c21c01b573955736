/** OpenAI's published vocabularies: `cl100k_base` of GPT-4 and GPT-3.5, `o200k_base` of everything since GPT-4o. */
export type Encoding = "o200k_base" | "cl100k_base";

/** The vocabulary of the newest models: what a text of an unknown model is counted with. */
export const USUAL_ENCODING: Encoding = "o200k_base";

const CL100K = /^(gpt-4(?![.o])|gpt-3\.?5|gpt-35|text-embedding-)/;
const O200K = /^(gpt-|chatgpt-|o\d|codex-)/;

/**
 * The vocabulary of one of OpenAI's models, by its name; null for every other model and for an unknown one. Names come
 * with a provider in front (`openai/gpt-4o`) and as fine-tuned models (`ft:gpt-4o-mini:acme`).
 */
export function encodingOf(model: string | null): Encoding | null {
  const name = (model ?? "").toLowerCase().replace(/^.*\//, "").replace(/^ft:/, "");
  if (CL100K.test(name)) return "cl100k_base";
  return O200K.test(name) ? "o200k_base" : null;
}
