import type { Score } from "@promptprof/model";
import { QuestionError } from "../http/question-error.ts";
import { readScore, type ScoreDefaults } from "./read-score.ts";

const SCORES_MAX = 10_000;
/** More of the same does not help anybody. */
const MISTAKES_MAX = 20;

/**
 * The scores of a body: one object or a list of them. All are taken or none.
 *
 * @throws QuestionError that names the place, the value and what would be right
 */
export function readScores(body: Uint8Array, defaults: ScoreDefaults): Score[] {
  const given = parseJson(body);
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (list.length > SCORES_MAX)
    throw new QuestionError(`${list.length} scores in one request; send ${SCORES_MAX} at most`);
  const scores: Score[] = [];
  const mistakes: string[] = [];
  for (const [index, one] of list.entries()) {
    const read = readScore(one, defaults);
    if ("mistakes" in read)
      mistakes.push(...read.mistakes.map((text) => (Array.isArray(given) ? `[${index}] ${text}` : text)));
    else scores.push(read);
  }
  if (mistakes.length > 0) throw new QuestionError(inOneLine(mistakes));
  return scores;
}

function inOneLine(mistakes: readonly string[]): string {
  const more = mistakes.length - MISTAKES_MAX;
  return mistakes.slice(0, MISTAKES_MAX).join("; ") + (more > 0 ? `; and ${more} more` : "");
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString());
  } catch (cause) {
    throw new QuestionError(
      `the body is no JSON (${cause instanceof Error ? cause.message : String(cause)}); send one score or a list`,
    );
  }
}
