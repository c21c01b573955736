import { Selection, VersionsAnswer } from "../contract.ts";
import type { App } from "../http/app.ts";
import { questionSelection } from "../http/question-selection.ts";
import { iso } from "../http/question-time.ts";
import type { Services } from "../services.ts";
import { answerSource } from "./answer-source.ts";

export function versionsRoute(app: App, { store, now }: Services): void {
  const schema = {
    summary: "The versions of a prompt, latest first",
    querystring: Selection,
    response: { 200: VersionsAnswer },
  };
  app.get("/api/v1/versions", { schema }, async ({ query }) => {
    const { versions, source } = await store.versions(questionSelection(query, now()));
    const rows = versions.map((version) => ({
      ...version,
      firstSeen: iso(version.firstSeen),
      lastSeen: iso(version.lastSeen),
      models: [...version.models],
    }));
    return { versions: rows, source: answerSource(source) };
  });
}
