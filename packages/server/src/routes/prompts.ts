import { PromptsAnswer, Selection } from "../contract.ts";
import type { App } from "../http/app.ts";
import { questionSelection } from "../http/question-selection.ts";
import { iso } from "../http/question-time.ts";
import type { Services } from "../services.ts";
import { answerSource } from "./answer-source.ts";

/** Points of the sparkline in a row. */
const TREND_POINTS = 30;

export function promptsRoute(app: App, { store, now }: Services): void {
  const schema = {
    summary: "What each prompt costs in money, tokens and time; most costly first",
    querystring: Selection,
    response: { 200: PromptsAnswer },
  };
  app.get("/api/v1/prompts", { schema }, async ({ query }) => {
    const { prompts, source } = await store.prompts({
      ...questionSelection(query, now()),
      trendPoints: TREND_POINTS,
    });
    const rows = prompts.map((prompt) => ({
      ...prompt,
      firstSeen: iso(prompt.firstSeen),
      lastSeen: iso(prompt.lastSeen),
      inputTokens: prompt.tokens.input,
      outputTokens: prompt.tokens.output,
      trend: { ...prompt.trend, calls: [...prompt.trend.calls], p95Ms: [...prompt.trend.p95Ms] },
    }));
    return { prompts: rows, source: answerSource(source) };
  });
}
