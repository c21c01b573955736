import { type Query, useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { AnswerFailure, failureWords } from "./answer.ts";

/** What is wrong with what the page shows now, told once for the whole page. */
export interface PageFailure {
  readonly words: string;
  /** When the oldest numbers still shown were read, epoch ms; null where a panel has nothing to show. */
  readonly readAt: number | null;
}

export function useFailure(): PageFailure | null {
  const cache = useQueryClient().getQueryCache();
  const told = useSyncExternalStore(
    (listener) => cache.subscribe(listener),
    () => tell(cache.findAll({ type: "active" })),
  );
  return told === "" ? null : (JSON.parse(told) as PageFailure);
}

/** As text, so that two snapshots of the same trouble are the same. */
function tell(queries: readonly Query[]): string {
  const failing = queries.filter((query) => query.state.error instanceof AnswerFailure);
  const error = failing[0]?.state.error;
  if (!(error instanceof AnswerFailure)) return "";
  const readAt = Math.min(...failing.map((query) => query.state.dataUpdatedAt));
  const failure: PageFailure = { words: failureWords(error.failure), readAt: readAt > 0 ? readAt : null };
  return JSON.stringify(failure);
}
