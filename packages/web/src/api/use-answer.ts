import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Failure } from "./answer.ts";
import type { AnswerQuery } from "./queries.ts";

/** What a panel shows: the newest value it ever had for its question, and what is wrong now. */
export interface Shown<T> {
  readonly value: T | undefined;
  /** The value belongs to the question before; the new one is on its way. */
  readonly stale: boolean;
  readonly failure: Failure | null;
}

export function useAnswer<T>(query: AnswerQuery<T>): Shown<T> {
  const { data, error, isPlaceholderData, isPending, errorUpdateCount } = useQuery(query);
  const [last, remember] = useState<Failure | null>(null);
  if (error !== null && error.failure !== last) remember(error.failure);
  // A question without any answer yet is "pending" again at each retry; its failure must not flicker.
  const failure = error?.failure ?? (isPending && errorUpdateCount > 0 ? last : null);
  return { value: data, stale: isPlaceholderData, failure };
}
