import { CompareAnswer, CompareQuestion } from "../contract.ts";
import { compare } from "../compare/compare.ts";
import { isOpen, sidesOf } from "../compare/sides.ts";
import type { App } from "../http/app.ts";
import type { Services } from "../services.ts";

export function compareRoute(app: App, { store, now }: Services): void {
  const schema = {
    summary: "Whether B is better than A: two selections of calls, metric by metric, with intervals",
    querystring: CompareQuestion,
    response: { 200: CompareAnswer },
  };
  app.get("/api/v1/compare", { schema }, async ({ query }) => {
    const at = now();
    const sides = sidesOf(query, at);
    const { by = null, continuous = isOpen(sides, at) } = query;
    return compare(store, { sides, by, continuous });
  });
}
