/** What code says of an answer in its own words; what is left out is unknown. Counts are whole numbers >= 0. */
export interface StatedReply {
  /** All that was read, the part from the cache included. */
  readonly inputTokens?: number | null | undefined;
  /** The part of the input that came from the cache. */
  readonly cacheReadTokens?: number | null | undefined;
  /** The part of the input that was written to the cache. */
  readonly cacheWriteTokens?: number | null | undefined;
  /** All that was written, reasoning included. */
  readonly outputTokens?: number | null | undefined;
  readonly reasoningTokens?: number | null | undefined;
  /** The model that answered. */
  readonly model?: string | null | undefined;
  /** The provider's id of the answer. */
  readonly id?: string | null | undefined;
  readonly finishReason?: string | null | undefined;
  readonly toolCalls?: number | null | undefined;
  /** What was written. It leaves the process only where the option `content` says so. */
  readonly text?: string | null | undefined;
}

/** What code says of one item of a stream. Counts are those of the whole answer so far; the last ones stand. */
export interface StatedItem extends Omit<StatedReply, "toolCalls"> {
  /** What the item brought of the answer itself; the first that brings anything ends the time to the first token. */
  readonly carries?: "text" | "reasoning" | "tool" | null | undefined;
  /** Tool calls that this item completes. */
  readonly toolCalls?: number | null | undefined;
}
