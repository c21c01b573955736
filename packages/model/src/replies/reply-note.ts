/**
 * Each rule that can change or doubt a number on its way from a reply's fields to our counts; `NOTES` has the words.
 * Rules that also fire on spans have the same name there.
 */
export const REPLY_NOTES = [
  "cache_added_to_input",
  "input_excludes_cache_by_total",
  "input_excludes_cache_by_size",
  "reasoning_added_to_output",
  "output_excludes_reasoning_by_total",
  "output_includes_reasoning_by_total",
  "reasoning_clamped",
  "audio_clamped",
  "cache_write_1h_clamped",
  "total_contradicts_parts",
  "tokens_as_text",
  "negative_tokens_ignored",
  "unreadable_tokens_ignored",
  "tool_use_prompt_added",
  "compaction_added",
  "other_model_apart",
  "billed_units",
  "citation_tokens_apart",
  "reply_restarted",
  "reported_cost_zero_ignored",
  "reported_cost_negative_ignored",
  "reported_cost_unreadable_ignored",
] as const;

export type ReplyNote = (typeof REPLY_NOTES)[number];
