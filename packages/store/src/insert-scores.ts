import type { Score } from "@promptprof/model";
import type { Engine } from "./engine.ts";
import { InsertIds } from "./insert-ids.ts";
import { SCORE_COLUMNS } from "./scores-table.ts";

/** One block of the engine, as for calls. */
const ROWS_MAX = 20_000;

const COLUMNS: readonly string[] = [...Object.values(SCORE_COLUMNS).map(({ column }) => column), "inserted"];

/**
 * Stores scores. The key of the table makes the same score once however often it comes, and no view hangs on it: an
 * insert that was cut is simply sent again.
 */
export class ScoreInserter {
  readonly #engine: Engine;
  readonly #ids: InsertIds;

  constructor(engine: Engine, now: () => number) {
    this.#engine = engine;
    this.#ids = new InsertIds(now);
  }

  async insert(scores: readonly Score[]): Promise<void> {
    for (let start = 0; start < scores.length; start += ROWS_MAX) {
      const { writer, number } = this.#ids.next();
      const lines = scores.slice(start, start + ROWS_MAX).map((score) => encodeScore(score, number));
      await this.#engine.insert({
        table: "scores",
        columns: COLUMNS,
        lines: Buffer.from(lines.join("")),
        token: `scores-${writer}-${number}`,
      });
    }
  }
}

function encodeScore(score: Score, inserted: number): string {
  const fields = [
    SCORE_COLUMNS.project.codec.encode(score.project),
    SCORE_COLUMNS.name.codec.encode(score.name),
    SCORE_COLUMNS.source.codec.encode(score.source),
    SCORE_COLUMNS.value.codec.encode(score.value),
    SCORE_COLUMNS.label.codec.encode(score.label),
    SCORE_COLUMNS.id.codec.encode(score.id),
    SCORE_COLUMNS.traceId.codec.encode(score.traceId),
    SCORE_COLUMNS.spanId.codec.encode(score.spanId),
    SCORE_COLUMNS.responseId.codec.encode(score.responseId),
    SCORE_COLUMNS.time.codec.encode(score.time),
    inserted,
  ];
  return `${fields.join("\t")}\n`;
}
