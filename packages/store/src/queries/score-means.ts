import { SCORE_SOURCES } from "@promptprof/model";
import { numberCell, optional, optionalWord, real, textCell } from "../cell-codec.ts";
import type { Engine } from "../engine.ts";
import { planCalls } from "../planner.ts";
import { sourceRows } from "../plan-source.ts";
import { count, label, parametersOf, readRows, type Fragment } from "../select-query.ts";
import type { ScoreMean, ScoresQuestion } from "../store.ts";

/**
 * What the calls of a selection were scored: each score counts once, with its newest value. Single calls are joined
 * with their scores, so a score that came late counts too, and calls that are no longer kept one by one do not.
 */
export async function readScoreMeans(engine: Engine, question: ScoresQuestion): Promise<ScoreMean[]> {
  const rows = await readRows<ScoreMean & { readonly others: number }>(engine, {
    select: {
      group: label("t.group_value"),
      name: { sql: "t.name", decode: textCell },
      source: { sql: "t.source", decode: SOURCE.decode },
      n: count("count(t.value)"),
      mean: { sql: "avg(t.value)", decode: MEAN.decode },
      share: { sql: "avg(t.value)", decode: MEAN.decode },
      others: { sql: "countIf(t.value NOT IN (0, 1))", decode: numberCell },
    },
    from: newestScores(question),
    where: [],
    groupBy: ["group", "name", "source"],
    orderBy: ["name", "source", "group"].map((by) => ({ by, descending: false })),
    limit: null,
  });
  return rows.map(({ others, ...row }) => ({ ...row, share: others === 0 ? row.share : null }));
}

const SOURCE = optionalWord(SCORE_SOURCES);
const MEAN = optional(real);

/** The rule of `isScoreOf` as two joins that have no pair in common. */
const JOINS = [
  "c.response_id = s.response_id WHERE c.response_id != ''",
  "c.span_id = s.span_id AND c.trace_id = s.trace_id WHERE c.response_id = '' OR s.response_id = ''",
];

function newestScores(question: ScoresQuestion): Fragment {
  const calls = callsOf(question);
  const scores = scoresOf(question);
  const pairs = JOINS.map(
    (on) => `SELECT c.trace_id, c.span_id, c.group_value, s.name, s.source, s.id, s.value, s.time, s.inserted
      FROM (${calls.sql}) AS c INNER JOIN (${scores.sql}) AS s ON ${on}`,
  );
  return {
    sql: `(SELECT group_value, name, source, value FROM (${pairs.join(" UNION ALL ")})
      ORDER BY time DESC, inserted DESC LIMIT 1 BY trace_id, span_id, name, source, id)`,
    parameters: parametersOf([calls, scores]),
  };
}

function callsOf(question: ScoresQuestion): Fragment {
  const { from, where } = sourceRows(planCalls({ selection: question, stepMs: null }), question);
  const groupValue = question.by === null ? "''" : `toString(t.${question.by})`;
  return {
    sql: `SELECT t.trace_id AS trace_id, t.span_id AS span_id, t.response_id AS response_id, ${groupValue} AS group_value
      FROM ${from.sql} AS t WHERE ${where.map(({ sql }) => `(${sql})`).join(" AND ")}`,
    parameters: parametersOf([from, ...where]),
  };
}

function scoresOf({ name }: ScoresQuestion): Fragment {
  return name === undefined
    ? { sql: "SELECT * FROM scores" }
    : { sql: "SELECT * FROM scores WHERE name = {score_name:String}", parameters: { score_name: name } };
}
