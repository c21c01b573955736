import { numberCell } from "../cell-codec.ts";
import type { Engine } from "../engine.ts";

/** Up to which insert scores and calls have been looked at, and when that was; null = never. */
export interface ScoreProgress {
  readonly scores: number;
  readonly calls: number;
  /** Epoch ms. */
  readonly at: number;
}

export async function readProgress(engine: Engine): Promise<ScoreProgress | null> {
  const [row] = await engine.query({
    sql: `SELECT count(), argMaxIf(inserted, at, of = 'scores'), argMaxIf(inserted, at, of = 'calls'), toUnixTimestamp64Milli(max(at))
      FROM score_progress`,
    parameters: {},
  });
  const [rows, scores, calls, at] = (row ?? []).map(numberCell);
  if (rows === undefined || rows === 0) return null;
  return { scores: scores ?? 0, calls: calls ?? 0, at: at ?? 0 };
}

export async function writeProgress(engine: Engine, { scores, calls, at }: ScoreProgress): Promise<void> {
  const when = (at / 1000).toFixed(3);
  await engine.insert({
    table: "score_progress",
    columns: ["of", "inserted", "at"],
    lines: Buffer.from(`scores\t${scores}\t${when}\ncalls\t${calls}\t${when}\n`),
    token: `score-progress-${when}-${scores}-${calls}`,
  });
}
