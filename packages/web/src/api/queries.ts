import type {
  CallsAnswer,
  CompareAnswer,
  LedgerAnswer,
  PromptsAnswer,
  SegmentsAnswer,
  SeriesAnswer,
  TotalsAnswer,
  UnpricedAnswer,
  VersionsAnswer,
} from "@promptprof/server/contract";
import type { MetricName } from "@promptprof/model";
import { keepPreviousData, type QueryClient, type UseQueryOptions } from "@tanstack/react-query";
import { isLive, type Preset, type Span, spanOf, type TimeRange } from "../range/time-range.ts";
import { type Answer, AnswerFailure } from "./answer.ts";
import { ask, type Question } from "./ask.ts";

/** What a hook of the query cache needs to ask one question again and again. */
export type AnswerQuery<T> = UseQueryOptions<T, AnswerFailure>;

/** Which calls; a missing field does not filter, the empty string means "has none". */
export interface Scope {
  readonly prompt?: string | undefined;
  readonly version?: string | undefined;
  readonly model?: string | undefined;
}

/** How often a range that ends now is asked again; long ranges move slowly and cost more. */
const POLL_MS = 5_000;
const POLL_LONG_MS = 15_000;
const LONG_PRESETS: ReadonlySet<Preset> = new Set(["30d", "90d", "1y", "all"]);

export function promptsQuery(range: TimeRange): AnswerQuery<PromptsAnswer> {
  return ranged("prompts", ["prompts", "source"], range, {});
}

export function totalsQuery(range: TimeRange, scope: Scope): AnswerQuery<TotalsAnswer> {
  return ranged("totals", ["current", "previous", "source"], range, { ...scope });
}

export function versionsQuery(range: TimeRange, scope: Scope): AnswerQuery<VersionsAnswer> {
  return ranged("versions", ["versions", "source"], range, { ...scope });
}

/** One metric over time, in one line or in one a group. */
export function seriesQuery(
  range: TimeRange,
  scope: Scope,
  metric: MetricName,
  by?: "version" | "model",
): AnswerQuery<SeriesAnswer> {
  return ranged("series", ["points", "groups", "source"], range, { ...scope, metric, by });
}

/** What the parts of the prompts take; by whole hours where the calls are many. */
export function segmentsQuery(range: TimeRange, scope: Scope): AnswerQuery<SegmentsAnswer> {
  return ranged("segments", ["segments", "source"], range, { ...scope });
}

/** @param question two selections, as `compareQuestion` puts them */
export function compareQuery(range: TimeRange, question: Question): AnswerQuery<CompareAnswer> {
  return ranged("compare", ["a", "b", "verdict", "comparisons", "mix", "slices"], range, question);
}

export function ledgerQuery(range: TimeRange): AnswerQuery<LedgerAnswer> {
  return ranged("ledger", ["received", "stored", "rejected", "unpriced"], range, {});
}

/** By whole hours: calls of the hours that the range begins and ends in are in it. */
export function unpricedQuery(range: TimeRange): AnswerQuery<UnpricedAnswer> {
  return ranged("unpriced", ["groups"], range, {});
}

export interface CallsPage {
  readonly note?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export function callsQuery(range: TimeRange, scope: Scope, page: CallsPage): AnswerQuery<CallsAnswer> {
  return ranged("calls", ["calls", "nextCursor"], range, { ...scope, ...page });
}

/** First and last call ever, epoch ms; null while there is none. */
export interface History {
  readonly first: number | null;
  readonly last: number | null;
}

/** Asked while a range is empty, and to know where "all history" begins. */
export const historyQuery: AnswerQuery<History> = {
  queryKey: ["history"],
  queryFn: askHistory,
  // An empty store must wake up by itself; a beginning that is known does not move.
  refetchInterval: (query) => (query.state.data?.first == null ? 2_000 : 60_000),
};

/** When the first call was, as far as the page already knows. */
export function historyStart(client: QueryClient): number | null {
  return client.getQueryData<History>(["history"])?.first ?? null;
}

async function askHistory({ signal }: { signal: AbortSignal }): Promise<History> {
  return historyOf(valueOf(await ask<PromptsAnswer>("prompts", { from: 0 }, ["prompts"], signal)));
}

function historyOf({ prompts }: PromptsAnswer): History {
  const firsts = prompts.map((row) => Date.parse(row.firstSeen));
  const lasts = prompts.map((row) => Date.parse(row.lastSeen));
  return prompts.length === 0
    ? { first: null, last: null }
    : { first: Math.min(...firsts), last: Math.max(...lasts) };
}

function ranged<T>(
  path: string,
  parts: readonly (keyof T & string)[],
  range: TimeRange,
  question: Question,
): AnswerQuery<T> {
  return {
    queryKey: [path, range, question],
    queryFn: async ({ signal, client }) => {
      const { from, to } = await spanNow(range, client);
      return valueOf(await ask<T>(path, { from, to, ...question }, parts, signal));
    },
    placeholderData: keepPreviousData,
    // A fixed range does not change, but a failure heals by itself.
    refetchInterval: (query) => {
      if (query.state.status === "error") return POLL_MS;
      if (!isLive(range, Date.now())) return false;
      return range.kind === "preset" && LONG_PRESETS.has(range.preset) ? POLL_LONG_MS : POLL_MS;
    },
  };
}

/** "Now" is the end of the running poll, so that all questions of a page are about the same instants. */
async function spanNow(range: TimeRange, client: QueryClient): Promise<Span> {
  const now = Math.ceil(Date.now() / POLL_MS) * POLL_MS;
  const wholeHistory = range.kind === "preset" && range.preset === "all";
  const ask = { queryKey: ["history"], queryFn: askHistory, staleTime: 60_000 };
  const history = wholeHistory ? await client.fetchQuery(ask) : null;
  return spanOf(range, now, history?.first ?? null);
}

function valueOf<T>(answer: Answer<T>): T {
  if (answer.kind === "answer") return answer.value;
  throw new AnswerFailure(answer);
}
