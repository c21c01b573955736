import type { Source as StoreSource } from "@promptprof/store";
import type { Source } from "../contract.ts";
import { iso } from "../http/question-time.ts";

/** Where an answer was read from, with times as answers have them. */
export function answerSource(source: StoreSource): Source {
  return { ...source, from: iso(source.from), to: iso(source.to) };
}
