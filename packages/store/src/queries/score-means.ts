import { SCORE_SOURCES } from "@promptprof/model";
import { numberCell, optional, optionalWord, real, textCell } from "../cell-codec.ts";
import { choosePlan, holdings, type Asking } from "../choose-plan.ts";
import { planCalls, type ReadPlan } from "../planner.ts";
import { selectionConditions, sourceRows } from "../plan-source.ts";
import { newestPairs } from "../score-rollups/score-pairs.ts";
import { planScores, sourceOfScores, type ScorePiece } from "../score-rollups/score-plan.ts";
import { readProgress } from "../score-rollups/score-progress.ts";
import { count, label, parametersOf, readRows, type Fragment, type Selected } from "../select-query.ts";
import type {
  ScoreMeansResult,
  ScoresQuestion,
  ScoresSource,
  ScoreSums,
  ScoreSumsQuestion,
} from "../store.ts";
import { HOUR } from "../tables.ts";
import { bucketsWithin } from "../time-conditions.ts";

/**
 * What the calls of a selection were scored: each score counts once, with its newest value. Few calls are joined with
 * their scores one by one; of many calls, and of calls that are no longer kept one by one, the sums are read, which
 * follow some minutes behind. Only single calls know service and team.
 */
export async function readScoreMeans(asking: Asking, question: ScoresQuestion): Promise<ScoreMeansResult> {
  const { scores, source } = await readScores(asking, question);
  return { scores: scores.map(({ meanSquare: _meanSquare, ...score }) => score), source };
}

/** The same with their squares, for intervals; null where only a join with very many calls could tell. */
export async function readScoreSums(
  asking: Asking,
  { plan, ...question }: ScoreSumsQuestion,
): Promise<readonly ScoreSums[] | null> {
  const read = await scoresReader(asking, question, plan);
  return read === null ? null : (await read()).scores;
}

interface ScoresRead {
  readonly scores: readonly ScoreSums[];
  readonly source: ScoresSource;
}

async function readScores(asking: Asking, question: ScoresQuestion): Promise<ScoresRead> {
  const read = await scoresReader(asking, question);
  return read === null ? readSingleScores(asking, question) : read();
}

/** Few calls with their scores, or sums of many; null where the sums do not know what is asked. */
async function scoresReader(
  asking: Asking,
  question: ScoresQuestion,
  planned?: ReadPlan,
): Promise<(() => Promise<ScoresRead>) | null> {
  const plan = planned ?? (await choosePlan(asking, { selection: question, by: question.by, stepMs: null }));
  if (plan.rows === "calls") return () => readSingleScores(asking, question);
  const progress = await readProgress(asking.engine);
  const isSummed = question.service === undefined && question.team === undefined && progress !== null;
  return isSummed ? () => readSummedScores(asking, question, progress.at) : null;
}

async function readSummedScores(asking: Asking, question: ScoresQuestion, upTo: number): Promise<ScoresRead> {
  const pieces = planScores(question, holdings(asking, question)(HOUR));
  const scores = await readMeans(asking, SUMMED, sumsOf(pieces, question));
  return { scores, source: sourceOfScores(pieces, upTo) };
}

async function readSingleScores(asking: Asking, question: ScoresQuestion): Promise<ScoresRead> {
  const { from, to } = question;
  const scores = await readMeans(asking, SINGLE, newestScores(question));
  return { scores, source: { table: "calls", step: 0, from, to, upTo: null } };
}

type Row = ScoreSums & { readonly others: number };

async function readMeans({ engine }: Asking, select: Selected<Row>, from: Fragment): Promise<ScoreSums[]> {
  const rows = await readRows<Row>(engine, {
    select,
    from,
    where: [],
    groupBy: ["group", "name", "source"],
    orderBy: ["name", "source", "group"].map((by) => ({ by, descending: false })),
    limit: null,
  });
  return rows.map(({ others, ...row }) => ({ ...row, share: others === 0 ? row.share : null }));
}

const SOURCE = optionalWord(SCORE_SOURCES);
const MEAN = optional(real);

const grouped = {
  group: label("t.group_value"),
  name: { sql: "t.name", decode: textCell },
  source: { sql: "t.source", decode: SOURCE.decode },
};

const SINGLE: Selected<Row> = {
  ...grouped,
  n: count("count(t.value)"),
  mean: { sql: "avg(t.value)", decode: MEAN.decode },
  share: { sql: "avg(t.value)", decode: MEAN.decode },
  meanSquare: { sql: "avg(pow(t.value, 2))", decode: MEAN.decode },
  others: { sql: "countIf(t.value NOT IN (0, 1))", decode: numberCell },
};

const MEAN_OF_SUMS = "if(sum(t.n) = 0, NULL, toFloat64(sum(t.billionths)) / 1e9 / sum(t.n))";

const SUMMED: Selected<Row> = {
  ...grouped,
  n: count("sum(t.n)"),
  mean: { sql: MEAN_OF_SUMS, decode: MEAN.decode },
  share: { sql: MEAN_OF_SUMS, decode: MEAN.decode },
  meanSquare: {
    sql: "if(sum(t.n) = 0, NULL, toFloat64(sum(t.squares)) / 1e18 / sum(t.n))",
    decode: MEAN.decode,
  },
  others: { sql: "sum(t.others)", decode: numberCell },
};

/** The sums of every piece; conditions stand inside, where each table's own index answers them. */
function sumsOf(pieces: readonly ScorePiece[], question: ScoresQuestion): Fragment {
  const parts = pieces.map((piece, i): Fragment => {
    const conditions = [bucketsWithin(i, piece), ...selectionConditions(question), ...ofName(question)];
    return {
      sql: `SELECT ${groupValue(question)} AS group_value, name, source, n, others, billionths, squares
        FROM ${piece.table} AS t WHERE ${conditions.map(({ sql }) => sql).join(" AND ")}`,
      parameters: parametersOf(conditions),
    };
  });
  return { sql: `(${parts.map(({ sql }) => sql).join(" UNION ALL ")})`, parameters: parametersOf(parts) };
}

function newestScores(question: ScoresQuestion): Fragment {
  const { sql, parameters } = newestPairs(callsOf(question), ["group_value"], scoresOf(question));
  return { sql: `(${sql})`, ...(parameters && { parameters }) };
}

function callsOf(question: ScoresQuestion): Fragment {
  const { from, where } = sourceRows(planCalls({ selection: question, stepMs: null }), question);
  return {
    sql: `SELECT t.trace_id AS trace_id, t.span_id AS span_id, t.response_id AS response_id, ${groupValue(question)} AS group_value
      FROM ${from.sql} AS t WHERE ${where.map(({ sql }) => `(${sql})`).join(" AND ")}`,
    parameters: parametersOf([from, ...where]),
  };
}

function groupValue({ by }: ScoresQuestion): string {
  return by === null ? "''" : `toString(t.${by})`;
}

function scoresOf(question: ScoresQuestion): Fragment {
  const [condition] = ofName(question);
  if (condition === undefined) return { sql: "SELECT * FROM scores" };
  return { ...condition, sql: `SELECT * FROM scores AS t WHERE ${condition.sql}` };
}

function ofName({ name }: ScoresQuestion): Fragment[] {
  return name === undefined
    ? []
    : [{ sql: "t.name = {score_name:String}", parameters: { score_name: name } }];
}
