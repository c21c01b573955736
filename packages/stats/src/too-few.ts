/** An answer where the data carry no number at all: not an interval that is wide, none. */
export interface TooFew {
  /** Observations at hand: of the smaller side, or the events, where those are what is short. */
  readonly n: number;
  /** How many it takes, of the same; null where more of the same would not help. */
  readonly needed: number | null;
  /** A sentence: "2 observations a side: a 95 % interval of the shift takes 4". */
  readonly reason: string;
}

/** Tells an answer that is none from one that is. */
export function isTooFew(answer: object): answer is TooFew {
  return "reason" in answer;
}
