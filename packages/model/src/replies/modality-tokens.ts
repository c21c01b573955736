import { at, list } from "./json.ts";

/**
 * Gemini's split of a count by what it is a count of: `[{ modality: "TEXT", tokenCount: 8 }, { modality: "AUDIO", ... }]`.
 *
 * @returns the unread count of that modality; undefined without a split, and 0 where a split does not have it
 */
export function modalityTokens(details: unknown, modality: string): unknown {
  const parts = list(details);
  if (parts.length === 0) return undefined;
  const part = parts.find((candidate) => at(candidate, ["modality"]) === modality);
  return part === undefined ? 0 : at(part, ["tokenCount"]);
}
