import { unpricedAdvice } from "@promptprof/model";
import { UnpricedAnswer, UnpricedQuestion } from "../contract.ts";
import type { App } from "../http/app.ts";
import { iso, questionRange } from "../http/question-time.ts";
import type { Services } from "../services.ts";

type Group = UnpricedAnswer["groups"][number];

function withAdvice(group: Omit<Group, "advice" | "config">): Group {
  const { sentence = null, yaml = [] } = unpricedAdvice(group.reason, group.provider, group.model) ?? {};
  return { ...group, advice: sentence, config: yaml.length === 0 ? null : yaml.join("\n") };
}

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
    return { groups: groups.map(withAdvice), from: iso(from), to: iso(to) };
  });
}
