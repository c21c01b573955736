import type { ReplyNote } from "./reply-note.ts";
import { tokenCount } from "./token-count.ts";

/**
 * The input of a Google reply: its prompt, and what a server-side tool (search, URL context) fed back into it, which
 * Google counts beside the prompt and within the total.
 */
export function withToolPrompt(prompt: unknown, toolPrompt: unknown, notes: Set<ReplyNote>): unknown {
  const added = tokenCount(toolPrompt, notes);
  if (added === null || added === 0) return prompt;
  const stated = tokenCount(prompt, notes);
  if (stated === null) return prompt;
  notes.add("tool_use_prompt_added");
  return stated + added;
}
