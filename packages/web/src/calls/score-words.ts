import type { CallScore } from "@promptprof/server/contract";

const SOURCES: Readonly<Record<NonNullable<CallScore["source"]>, string>> = {
  rule: "a rule",
  model_judge: "a model as judge",
  person: "a person",
  user_feedback: "user feedback",
};

/** `0.75 (relevant), by a model as judge`; the label alone where there is no value. */
export function scoreWords({ value, label, source }: CallScore): string {
  const words = value === null ? label : label === null ? String(value) : `${value} (${label})`;
  return source === null ? `${words}` : `${words}, by ${SOURCES[source]}`;
}
