/** Each rule that can change or doubt a number on its way from a reply's fields to our token counts. */
export const REPLY_NOTES = [
  /** The provider counts cache reads and writes beside its input; they were added to it. */
  "cache_added_to_input",
  /** The provider counts reasoning beside its output; it was added to it. */
  "reasoning_added_to_output",
  /** The usual reading of this shape does not add up to the stated total, another one does, and was taken. */
  "layout_by_total",
  /** More cached than input tokens: the input cannot include them, so they were added. */
  "cache_exceeds_input",
  /** More reasoning than output tokens: cut down to the output. */
  "reasoning_exceeds_output",
  /** More one-hour cache writes than cache writes: cut down to the writes. */
  "cache_write_1h_exceeds_writes",
  /** The stated total is not the sum of the parts; the parts were kept. */
  "total_contradicts_parts",
  /** A count arrived as text, such as "12", and was read as a number. */
  "usage_as_text",
  /** A count was below zero and is taken as unknown. */
  "negative_tokens",
  /** A count was no whole number (NaN, a fraction, a list ...) and is taken as unknown. */
  "unreadable_tokens",
  /** Tokens that a server-side tool fed back into the prompt were added to the input. */
  "tool_use_prompt_added",
  /** A server-side compaction of the context was billed beside the stated totals and was added. */
  "compaction_added",
  /** Another model worked on this reply; its tokens cost another price and stand in `apart`. */
  "other_model_apart",
  /** The provider bills other counts than it processes; the billed ones were taken. */
  "billed_units",
  /** Tokens of cited pages are billed by a price of their own and are in no count. */
  "citation_tokens_apart",
  /** A second reply began in the same stream; only the last one counts. */
  "reply_restarted",
  /** A cost of zero beside tokens is taken as unknown, not as free. */
  "zero_cost_with_tokens",
  /** A cost was negative or no number and is taken as unknown. */
  "unreadable_cost",
] as const;

export type ReplyNote = (typeof REPLY_NOTES)[number];
