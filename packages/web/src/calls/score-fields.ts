import type { CallScore } from "@promptprof/server/contract";

const SOURCES: Readonly<Record<NonNullable<CallScore["source"]>, string>> = {
  rule: "a rule",
  model_judge: "a model as judge",
  person: "a person",
  user_feedback: "user feedback",
};

/** One row a name: `0.75 (relevant), by a model as judge; 1, by a person`. */
export function scoreFields(scores: readonly CallScore[]): [name: string, words: string][] {
  const rows = new Map<string, string>();
  for (const score of scores) {
    const before = rows.get(score.name);
    rows.set(score.name, before === undefined ? wordsOf(score) : `${before}; ${wordsOf(score)}`);
  }
  return [...rows];
}

/** The label alone where there is no value. */
function wordsOf({ value, label, source }: CallScore): string {
  const words = value === null ? label : label === null ? String(value) : `${value} (${label})`;
  return source === null ? `${words}` : `${words}, by ${SOURCES[source]}`;
}
