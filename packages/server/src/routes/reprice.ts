import { RepriceAnswer, RepriceQuestion } from "../contract.ts";
import type { App } from "../http/app.ts";
import { questionRange } from "../http/question-time.ts";
import type { Services } from "../services.ts";

export function repriceRoute(app: App, { repricer, now }: Services): void {
  const schema = {
    summary: "Stored calls at today's prices: what would change, and with `write` the corrections",
    querystring: RepriceQuestion,
    response: { 200: RepriceAnswer },
  };
  app.post("/api/v1/reprice", { schema }, async ({ query }) => {
    const { project, write = false } = query;
    const range = questionRange(query, now());
    return repricer.reprice({ ...range, ...(project === undefined ? {} : { project }) }, write);
  });
}
