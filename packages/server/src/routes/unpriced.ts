import { UnpricedAnswer, UnpricedQuestion } from "../contract.ts";
import type { App } from "../http/app.ts";
import { iso, questionRange } from "../http/question-time.ts";
import type { Services } from "../services.ts";

export function unpricedRoute(app: App, { store, now }: Services): void {
  const schema = {
    summary:
      "Calls without a price or with one in part, the tokens at stake, and what to add to the configuration",
    querystring: UnpricedQuestion,
    response: { 200: UnpricedAnswer },
  };
  app.get("/api/v1/unpriced", { schema }, async ({ query }) => {
    const { project } = query;
    const range = questionRange(query, now());
    const { groups, from, to } = await store.unpriced({
      ...range,
      ...(project === undefined ? {} : { project }),
    });
    return { groups: groups.map((group) => ({ ...group })), from: iso(from), to: iso(to) };
  });
}
