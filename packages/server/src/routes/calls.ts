import { type Call, callKey, type Score } from "@promptprof/model";
import type { CallsQuestion as StoreQuestion } from "@promptprof/store";
import { CallsAnswer, CallsQuestion, type CallRow } from "../contract.ts";
import type { App } from "../http/app.ts";
import { questionSelection } from "../http/question-selection.ts";
import { iso } from "../http/question-time.ts";
import type { Services } from "../services.ts";

export function callsRoute(app: App, { store, now }: Services): void {
  const schema = {
    summary: "Single calls in pages, newest first or the largest first",
    querystring: CallsQuestion,
    response: { 200: CallsAnswer },
  };
  app.get("/api/v1/calls", { schema }, async ({ query }) => {
    const { limit = 100, cursor = null, ...asked } = query;
    const selection = questionSelection(asked, now());
    const page = await store.calls({ ...selection, ...extraFilters(asked), limit, cursor });
    const scores = await store.scoresOf(page.calls);
    const rows = page.calls.map((call) => callRow(call, scores.get(callKey(call)) ?? []));
    return { calls: rows, nextCursor: page.nextCursor };
  });
}

type Extra = Pick<StoreQuestion, (typeof EXTRA)[number]>;
const EXTRA = [
  "note",
  "errorClass",
  "failed",
  "minDurationMs",
  "minCostNanoUsd",
  "minTokens",
  "sort",
] as const;

/** What a question asks beyond the dimensions of the rollups; what it does not say does not filter. */
function extraFilters(asked: CallsQuestion): Extra {
  return Object.fromEntries(
    EXTRA.flatMap((name) => (asked[name] === undefined ? [] : [[name, asked[name]]])),
  );
}

function callRow(call: Call, scores: readonly Score[]): CallRow {
  return {
    ...call,
    startTime: iso(call.startTime),
    segments: [...call.segments],
    scores: scores.map(({ name, value, label, source }) => ({ name, value, label, source })),
    tags: [...call.tags],
    notes: [...call.notes],
  };
}
