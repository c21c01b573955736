/** What instrumentations write where they know no model: the words of their languages for "nothing". */
const NOTHING = new Set(["", "none", "null", "undefined", "unknown"]);

/**
 * The name of a model as an instrumentation states it, without the spaces around it.
 *
 * @returns null where it states none: `None`, `null`, `undefined`, `unknown` and "" name no model
 */
export function statedModel(name: string | null): string | null {
  const trimmed = name?.trim() ?? "";
  return NOTHING.has(trimmed.toLowerCase()) ? null : trimmed;
}
