import { SeriesAnswer, SeriesQuestion } from "../contract.ts";
import type { App } from "../http/app.ts";
import { QuestionError } from "../http/question-error.ts";
import { questionSelection } from "../http/question-selection.ts";
import { iso } from "../http/question-time.ts";
import type { Services } from "../services.ts";
import { answerSource } from "./answer-source.ts";

const STEP_MS_MIN = 1000;
/** A chart is some thousand pixels wide; this leaves room for a day by the minute. */
const POINTS_MAX = 2000;
const POINTS_DEFAULT = 200;

export function seriesRoute(app: App, { store, now }: Services): void {
  const schema = {
    summary: "One metric over time, in buckets",
    querystring: SeriesQuestion,
    response: { 200: SeriesAnswer },
  };
  app.get("/api/v1/series", { schema }, async ({ query }) => {
    const { metric, step, by, top = 6, ...selection } = query;
    const asked = questionSelection(selection, now());
    const { points, groups, source } = await store.series({
      ...asked,
      metric,
      step: bucketMs(asked.to - asked.from, step),
      by: by ?? null,
      top,
      now: now(),
    });
    return {
      metric,
      points: points.map((point) => ({ ...point, time: iso(point.time) })),
      groups,
      source: answerSource(source),
      error: source.quantileError,
    };
  });
}

/** The bucket asked for, else one that gives a readable number of points. */
function bucketMs(rangeMs: number, step: number | undefined): number {
  if (step === undefined) return Math.max(STEP_MS_MIN, Math.ceil(rangeMs / POINTS_DEFAULT));
  const points = Math.ceil(rangeMs / step);
  if (points <= POINTS_MAX) return step;
  const smallest = Math.ceil(rangeMs / POINTS_MAX);
  throw new QuestionError(
    `step: ${step} ms makes ${points} points of this range, at most ${POINTS_MAX}; ${smallest} fits`,
  );
}
