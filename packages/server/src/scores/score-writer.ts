import type { Score } from "@promptprof/model";

interface Gathered {
  readonly scores: Score[];
  readonly stored: Promise<void>;
}

/**
 * Writes scores in groups: one insert is under way at a time, and what comes meanwhile is the next one. An insert costs
 * a flush and a part of the table (some 30 ms), whether it holds one score or thousands.
 */
export class ScoreWriter {
  readonly #insert: (scores: readonly Score[]) => Promise<void>;
  #next: Gathered | null = null;
  #underWay: Promise<void> = Promise.resolve();

  constructor(insert: (scores: readonly Score[]) => Promise<void>) {
    this.#insert = insert;
  }

  /** Resolves when the scores are durable. @throws what the store throws; then none of them need be stored */
  async add(scores: readonly Score[]): Promise<void> {
    if (scores.length === 0) return;
    this.#next ??= this.#startNext();
    this.#next.scores.push(...scores);
    await this.#next.stored;
  }

  #startNext(): Gathered {
    const scores: Score[] = [];
    const stored = this.#underWay.then(() => {
      this.#next = null;
      return this.#insert(scores);
    });
    this.#underWay = stored.catch(() => undefined);
    return { scores, stored };
  }
}
