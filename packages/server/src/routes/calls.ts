import type { Call } from "@promptprof/model";
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
    return { calls: page.calls.map(callRow), nextCursor: page.nextCursor };
  });
}

function callRow(call: Call): CallRow {
  return {
    ...call,
    startTime: iso(call.startTime),
    segments: [...call.segments],
    scores: [],
    tags: [...call.tags],
    notes: [...call.notes],
  };
}
