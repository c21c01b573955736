import { expect, test } from "vitest";
import { sourceRows } from "./plan-source.ts";
import { planCalls, planRollups } from "./planner.ts";
import { count, label, parametersOf, toStatement } from "./select-query.ts";

const SELECTION = { project: "p'; DROP TABLE calls --", prompt: null, from: 0, to: 86_400_000 };
const QUESTION = { selection: SELECTION, by: null, stepMs: null, heldSince: () => -Infinity };

test("a question becomes SQL with its values apart", () => {
  const statement = toStatement({
    select: { version: label("t.version"), calls: count("count()") },
    ...sourceRows(planCalls(QUESTION), SELECTION),
    groupBy: ["version"],
    orderBy: [{ by: "calls", descending: true }],
    limit: 5,
  });
  expect(statement.sql).toBe(`SELECT t.version AS \`version\`, count() AS \`calls\`
FROM calls AS t
WHERE (t.start_time >= fromUnixTimestamp64Micro({from0:Int64}, 'UTC') AND t.start_time < fromUnixTimestamp64Micro({to0:Int64}, 'UTC')) AND (t.project = {project:String}) AND (t.prompt = {prompt:String})
GROUP BY \`version\`
ORDER BY calls DESC
LIMIT {limit:UInt32}`);
  expect(statement.parameters).toEqual({
    from0: 0,
    to0: 86_400_000_000,
    project: SELECTION.project,
    prompt: "",
    limit: 5,
  });
});

test("rollups are asked piece by piece, each with its own range", () => {
  const { from } = sourceRows(planRollups({ ...QUESTION, selection: { ...SELECTION, to: 90_000_000 } }), {
    ...SELECTION,
    to: 90_000_000,
  });
  expect(from.sql)
    .toBe(`(SELECT *, 0 AS piece FROM (SELECT * FROM rollup_day AS t WHERE t.bucket >= toDateTime({from0:UInt32}, 'UTC') AND t.bucket < toDateTime({to0:UInt32}, 'UTC') AND t.project = {project:String} AND t.prompt = {prompt:String})
UNION ALL SELECT *, 1 AS piece FROM (SELECT * EXCEPT (service, team) FROM rollup_hour AS t WHERE t.bucket >= toDateTime({from1:UInt32}, 'UTC') AND t.bucket < toDateTime({to1:UInt32}, 'UTC') AND t.project = {project:String} AND t.prompt = {prompt:String}))`);
});

test("two values under one name are our own bug", () => {
  const fragments = [1, 2].map((limit) => ({ sql: "", parameters: { limit } }));
  expect(() => parametersOf(fragments)).toThrow("two values for parameter limit");
});
