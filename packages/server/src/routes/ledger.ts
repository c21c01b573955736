import { Type } from "typebox";
import { LedgerAnswer, Selection } from "../contract.ts";
import type { App } from "../http/app.ts";
import { questionRange } from "../http/question-time.ts";
import type { Services } from "../services.ts";

const { from, to } = Selection.properties;
const LedgerQuestion = Type.Object({ from, to });

export function ledgerRoute(app: App, { committer, now }: Services): void {
  const schema = {
    summary: "What was received, stored, dropped and priced, by hour of receipt",
    querystring: LedgerQuestion,
    response: { 200: LedgerAnswer },
  };
  app.get("/api/v1/ledger", { schema }, async ({ query }) => committer.ledger(questionRange(query, now())));
}
