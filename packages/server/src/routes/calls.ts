import { type Call, callKey, type Score } from "@promptprof/model";
import { CallsAnswer, CallsQuestion, type CallRow } from "../contract.ts";
import type { App } from "../http/app.ts";
import { questionSelection } from "../http/question-selection.ts";
import { iso } from "../http/question-time.ts";
import type { Services } from "../services.ts";

export function callsRoute(app: App, { store, now }: Services): void {
  const schema = {
    summary: "Single calls, newest first, in pages",
    querystring: CallsQuestion,
    response: { 200: CallsAnswer },
  };
  app.get("/api/v1/calls", { schema }, async ({ query }) => {
    const { note, limit = 100, cursor = null, ...selection } = query;
    const page = await store.calls({
      ...questionSelection(selection, now()),
      ...(note === undefined ? {} : { note }),
      limit,
      cursor,
    });
    const scores = await store.scoresOf(page.calls);
    const rows = page.calls.map((call) => callRow(call, scores.get(callKey(call)) ?? []));
    return { calls: rows, nextCursor: page.nextCursor };
  });
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
