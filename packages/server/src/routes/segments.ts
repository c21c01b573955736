import { SegmentsAnswer, SegmentsQuestion } from "../contract.ts";
import type { App } from "../http/app.ts";
import { questionSelection } from "../http/question-selection.ts";
import type { Services } from "../services.ts";
import { answerSource } from "./answer-source.ts";

export function segmentsRoute(app: App, { store, now }: Services): void {
  const schema = {
    summary: "What the segments of prompts take and cost, by path and kind; most tokens first",
    querystring: SegmentsQuestion,
    response: { 200: SegmentsAnswer },
  };
  app.get("/api/v1/segments", { schema }, async ({ query }) => {
    const { by = null, ...selection } = query;
    const { segments, source, widened } = await store.segments({
      ...questionSelection(selection, now()),
      by,
    });
    return { segments: [...segments], source: answerSource(source), widened };
  });
}
