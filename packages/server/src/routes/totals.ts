import { Selection, TotalsAnswer } from "../contract.ts";
import type { App } from "../http/app.ts";
import { questionSelection } from "../http/question-selection.ts";
import type { Services } from "../services.ts";
import { answerSource } from "./answer-source.ts";

export function totalsRoute(app: App, { store, now }: Services): void {
  const schema = {
    summary: "Sums over a range and over the equally long one before it",
    querystring: Selection,
    response: { 200: TotalsAnswer },
  };
  app.get("/api/v1/totals", { schema }, async ({ query }) => {
    const { current, previous, source } = await store.totals(questionSelection(query, now()));
    return { current, previous, source: answerSource(source) };
  });
}
