/** One item that both sides answered: its scores (or durations, or costs) of a and of b, one value a repeat. */
export interface PairedItem {
  readonly a: readonly number[];
  readonly b: readonly number[];
  /** What items share: a document, a conversation, a user. null where it stands alone. */
  readonly cluster: string | null;
}
