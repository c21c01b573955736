import type { Score } from "@promptprof/model";
import { GivenScores, ScoresAccepted, ScoresAnswer, ScoresQuestion } from "../contract.ts";
import type { App } from "../http/app.ts";
import { questionSelection } from "../http/question-selection.ts";
import { iso } from "../http/question-time.ts";
import { readScores } from "../scores/read-scores.ts";
import type { Services } from "../services.ts";

/** 10,000 scores with every field are some 4 MB. */
const BODY_BYTES_MAX = 8 * 2 ** 20;

const WAITING = "no call with this id is stored yet; the score is kept and counts once the call comes";

/** Scores of calls. They may come before their call: answered when they are durable. */
export function giveScoresRoute(app: App, { scoreWriter, store, config, now }: Services): void {
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  app.removeContentTypeParser(["application/json", "text/plain"]);
  const schema = {
    summary: "Scores of calls by call or response id: stored, and which of them wait for their call",
    body: GivenScores,
    response: { 200: ScoresAccepted },
  };
  app.post(
    "/api/v1/scores",
    { schema, bodyLimit: BODY_BYTES_MAX, validatorCompiler: () => (value: unknown) => ({ value }) },
    async (request) => {
      const body: unknown = request.body;
      const bytes = body instanceof Uint8Array ? body : new Uint8Array();
      const scores = readScores(bytes, { project: config.project, now: now() });
      await scoreWriter.add(scores);
      const known = await store.scoresWithCall(scores);
      return {
        accepted: scores.length,
        waiting: scores.flatMap((one, i) => (known.has(one) ? [] : [waiting(one, i)])),
      };
    },
  );
}

function waiting({ traceId, spanId, responseId }: Score, index: number): ScoresAccepted["waiting"][number] {
  return { index, call: spanId === null ? null : `${traceId}:${spanId}`, responseId, message: WAITING };
}

export function scoresRoute(app: App, { store, now }: Services): void {
  const schema = {
    summary:
      "What calls were scored: n, mean, and for values of 0 and 1 the share, by prompt, version or model",
    querystring: ScoresQuestion,
    response: { 200: ScoresAnswer },
  };
  app.get("/api/v1/scores", { schema }, async ({ query }) => {
    const { by = null, name, ...selection } = query;
    const question = questionSelection(selection, now());
    const { scores, source } = await store.scoreMeans({
      ...question,
      by,
      ...(name === undefined ? {} : { name }),
    });
    const { from, to, upTo, table, step } = source;
    const times = { from: iso(from), to: iso(to), upTo: upTo === null ? null : iso(upTo) };
    return { scores: [...scores], source: { table, step, ...times }, from: times.from, to: times.to };
  });
}
