/** What a segment is made of: text of the template, a filled-in value, earlier turns, tools, or retrieved text. */
export const SEGMENT_KINDS = ["static", "variable", "history", "tool", "retrieved"] as const;
export type SegmentKind = (typeof SEGMENT_KINDS)[number];

/** A part of a rendered prompt. The ordered list of a call's segments is its anatomy. */
export interface Segment {
  /** Role first, then names: `system/examples`, `user/question`. */
  readonly path: string;
  readonly kind: SegmentKind;
  /** Keyed hash of the text, 16 hex digits: the same text of the same project has the same hash. */
  readonly hash: string;
  /** Share of the call's input tokens; the shares of a call add up to its input tokens. null = input unknown. */
  readonly tokens: number | null;
}
