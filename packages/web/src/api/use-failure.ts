import { type QueryCache, useQueryClient } from "@tanstack/react-query";
import { useMemo, useSyncExternalStore } from "react";
import { AnswerFailure, failureWords } from "./answer.ts";

/** What is wrong with what the page shows now, told once for the whole page. */
export interface PageFailure {
  readonly words: string;
  /** When the oldest numbers still shown were read, epoch ms; null where a panel has nothing to show. */
  readonly readAt: number | null;
}

export function useFailure(): PageFailure | null {
  const cache = useQueryClient().getQueryCache();
  const read = useMemo(() => steady(() => failureOf(cache)), [cache]);
  return useSyncExternalStore((listener) => cache.subscribe(listener), read);
}

function failureOf(cache: QueryCache): PageFailure | null {
  const states = cache.findAll({ type: "active" }).map((query) => query.state);
  const failing = states.filter(({ error }) => error instanceof AnswerFailure);
  const error = failing[0]?.error;
  if (!(error instanceof AnswerFailure)) return null;
  const readAt = Math.min(...failing.map(({ dataUpdatedAt }) => dataUpdatedAt));
  return { words: failureWords(error.failure), readAt: readAt > 0 ? readAt : null };
}

/** The same object for the same trouble: a snapshot of a store must not differ where nothing changed. */
function steady(read: () => PageFailure | null): () => PageFailure | null {
  let last: PageFailure | null = null;
  return () => {
    const next = read();
    const isSame = next?.words === last?.words && next?.readAt === last?.readAt;
    if (!isSame) last = next;
    return last;
  };
}
