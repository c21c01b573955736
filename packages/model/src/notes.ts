/**
 * The rules that can fire on a call while it is read, settled, priced and stored, by the name that goes into
 * `call.notes`, and what each means. A number that was changed or left out always has one.
 */
export const NOTES = {
  input_excludes_cache_by_scope:
    "This instrumentation reports input tokens without the cached ones; cache reads and writes were added.",
  input_excludes_cache_by_total:
    "The reported total fits only if the input was meant without the cached tokens; they were added.",
  input_excludes_cache_by_size:
    "More tokens were cached than the input has, so the input was meant without them; they were added.",
  disjoint_buckets_summed: "Token counts came as disjoint buckets; input and output are their sums.",
  total_contradicts_parts: "The reported total is neither input + output nor that plus the cached tokens.",
  reasoning_clamped: "More reasoning than output tokens were reported; reasoning was cut down to the output.",
  audio_clamped: "More sound than input or output tokens were reported; sound was cut down to the whole.",
  cache_write_1h_clamped: "More one-hour cache writes than cache writes were reported; they were cut down.",
  cache_from_provider_metadata:
    "Cache counts were found in the provider's own reply, not in the usage attributes.",
  tokens_as_text: "Token counts came as text.",
  unreadable_tokens_ignored: "A token count was no whole number and counts as not reported.",
  zero_usage_ignored: "All token counts were 0, which no call has; they count as not reported.",
  tokens_may_be_estimated:
    "This instrumentation fills in its own estimate on streams without usage, unmarked.",
  ttft_rejected: "The time to first token was negative or longer than the call and counts as not measured.",
  ttft_doubtful: "This instrumentation measures the time to first token when the headers arrive.",
  reported_cost_zero_ignored: "A reported cost of 0 for a call with tokens counts as not reported.",
  reported_cost_negative_ignored: "A negative reported cost counts as not reported.",
  attempts_from_message: "The number of attempts was read from the error message.",
  attempts_merged: "Several spans, one for each attempt, were merged into this call.",
  nested_instrumentation_merged:
    "A second instrumentation saw the same call from outside; its names were taken over, its numbers were not.",
  parent_with_usage_dropped: "A span above this call repeated its usage and was not counted.",
  possible_duplicate:
    "Another instrumentation reported an equal call at the same time without a link between the two; both are kept.",
  details_event_merged: "Log events told of this call what its span did not say.",
  event_without_span:
    "Only a log event told of this call; its span never came, so how long the call took is unknown.",
  tokens_estimated: "No tokens were reported; they were counted from the text that came along.",
  estimated_by_other_tokenizer:
    "The estimate was counted with the vocabulary of another model, because this one's is not public or was not known in time.",
  estimate_timed_out: "No tokens were reported, and counting the text took longer than a request may wait.",
  estimate_too_large:
    "No tokens were reported, and the request brought more text than is counted in one request.",
  reported_cost_differs: "The reported cost is far from the cost computed from tokens and dated prices.",
  text_cut: "A text or a list of this call was longer than is kept and was cut.",
  cache_added_to_input: "This provider counts cached tokens beside the input; they were added to it.",
  reasoning_added_to_output: "This provider counts reasoning beside the output; it was added to it.",
  output_excludes_reasoning_by_total:
    "The reported total fits only if the output was meant without reasoning; it was added.",
  output_includes_reasoning_by_total:
    "The reported total fits only if the output was meant with reasoning, which this provider usually leaves out.",
  negative_tokens_ignored: "A token count was below 0 and counts as not reported.",
  reported_cost_unreadable_ignored: "A reported cost was no number and counts as not reported.",
  tool_use_prompt_added:
    "A tool on the provider's side fed tokens back into the prompt; they were added to the input.",
  compaction_added:
    "The provider compacted the context on its side, billed on top of the reported usage; those tokens were added.",
  other_model_apart:
    "Another model worked on this reply at a price of its own; its tokens are in no count of this call.",
  billed_units: "This provider bills fewer tokens than it processes; the billed ones were taken.",
  citation_tokens_apart: "Tokens of cited pages have a price of their own and are in no count of this call.",
  request_not_read:
    "The proxy passed this request without reading it, because it is larger than is read or no JSON; its segments are unknown.",
  reply_not_read:
    "The proxy passed this reply without reading all of it, because of its size or coding; what it said later is unknown.",
  reply_restarted: "A second reply began in the same stream; only the last one was counted.",
} as const;

export type Note = keyof typeof NOTES;
