import { expect, test } from "vitest";
import { START } from "../dialects/span.case.ts";
import { logOf } from "./log.case.ts";
import { observeLog } from "./observe-log.ts";

const EVENT = "gen_ai.evaluation.result";
const NOW = START + 1000;
const relevance = {
  "gen_ai.evaluation.name": "relevance",
  "gen_ai.evaluation.score.value": 0.75,
  "gen_ai.evaluation.score.label": "relevant",
  "gen_ai.evaluation.explanation": "SECRET",
  "gen_ai.response.id": "chatcmpl-1",
};

test("an evaluation is a score of the span it belongs to, and its explanation stays behind", () => {
  const log = logOf(EVENT, { ...relevance, "promptprof.score.source": "model_judge" });
  const reading = observeLog(log, NOW);
  expect(reading).toEqual({
    kind: "score",
    score: {
      project: "default",
      name: "relevance",
      source: "model_judge",
      value: 0.75,
      label: "relevant",
      id: null,
      traceId: log.traceId,
      spanId: log.spanId,
      responseId: "chatcmpl-1",
      time: START,
    },
  });
});

test("without a span the response id names the call, and a source that is not ours is unknown", () => {
  const log = logOf(EVENT, { ...relevance, "promptprof.score.source": "oracle" }, { spanId: null });
  expect(observeLog(log, NOW)).toMatchObject({ score: { traceId: null, spanId: null, source: null } });
});

function value(score: string | boolean | undefined): unknown {
  return observeLog(logOf(EVENT, { ...relevance, "gen_ai.evaluation.score.value": score }), NOW);
}

test("true and false are 1 and 0, and a label may stand alone", () => {
  expect(value(true)).toMatchObject({ score: { value: 1 } });
  expect(value("false")).toMatchObject({ score: { value: 0 } });
  expect(value(undefined)).toMatchObject({ score: { value: null, label: "relevant" } });
});

test.each([
  ["score_without_name", { "gen_ai.evaluation.name": "" }, {}],
  [
    "score_without_value",
    { "gen_ai.evaluation.score.value": undefined, "gen_ai.evaluation.score.label": undefined },
    {},
  ],
  ["score_out_of_range", { "gen_ai.evaluation.score.value": 1e13 }, {}],
  ["score_without_call", { "gen_ai.response.id": undefined }, { traceId: null }],
  ["score_time_out_of_range", {}, { time: NOW + 2 * 86_400_000 }],
])("what can be no score is rejected: %s", (reason, attributes, rest) => {
  expect(observeLog(logOf(EVENT, { ...relevance, ...attributes }, rest), NOW)).toEqual({
    kind: "rejected_score",
    reason,
  });
});
