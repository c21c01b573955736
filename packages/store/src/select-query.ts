import assert from "node:assert/strict";
import { numberCell, textCell } from "./cell-codec.ts";
import type { Engine, ParameterValue, Statement } from "./engine.ts";

/**
 * A piece of SQL with the values it names as `{name:Type}`. The text is ours; what comes from outside is only ever a
 * parameter. In one query the same name means the same value.
 */
export interface Fragment {
  readonly sql: string;
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
}

/** The SQL of one result cell, and how the cell is read. */
export interface Expression<T> extends Fragment {
  readonly decode: (cell: unknown) => T;
}

/** What a query selects, by the name of the result. */
export type Selected<Row> = { readonly [K in keyof Row]: Expression<Row[K]> };

/** A read query as data: it can be compared and taken apart, and becomes SQL in `toStatement` alone. */
export interface SelectQuery<Row extends object> {
  readonly select: Selected<Row>;
  /** A table or a subquery; its columns are `t.name`. */
  readonly from: Fragment;
  readonly where: readonly Fragment[];
  readonly groupBy: readonly (keyof Row & string)[];
  readonly orderBy: readonly Order[];
  readonly limit: number | null;
}

/** `by` is a result's name or SQL of ours. */
export interface Order {
  readonly by: string;
  readonly descending: boolean;
}

export async function readRows<Row extends object>(engine: Engine, query: SelectQuery<Row>): Promise<Row[]> {
  const expressions = expressionsOf(query);
  const rows = await engine.query(toStatement(query));
  return rows.map((cells) => decodeRow<Row>(expressions, cells));
}

/** The one place where a question becomes SQL. */
export function toStatement<Row extends object>(query: SelectQuery<Row>): Statement {
  const { from, where, groupBy, orderBy, limit } = query;
  const expressions = expressionsOf(query);
  const clauses = [
    `SELECT ${expressions.map(([name, { sql }]) => `${sql} AS ${quoted(name)}`).join(", ")}`,
    `FROM ${from.sql} AS t`,
    ...clause(
      "WHERE",
      " AND ",
      where.map(({ sql }) => `(${sql})`),
    ),
    ...clause("GROUP BY", ", ", groupBy.map(quoted)),
    ...clause(
      "ORDER BY",
      ", ",
      orderBy.map(({ by, descending }) => `${by}${descending ? " DESC" : ""}`),
    ),
    ...(limit === null ? [] : ["LIMIT {limit:UInt32}"]),
  ];
  const limited = limit === null ? [] : [{ sql: "", parameters: { limit } }];
  const fragments = [...expressions.map(([, expression]) => expression), from, ...where, ...limited];
  return { sql: clauses.join("\n"), parameters: parametersOf(fragments) };
}

/** The parameters of all fragments; two different values under one name would be our own bug. */
export function parametersOf(fragments: readonly Fragment[]): Record<string, ParameterValue> {
  const merged: Record<string, ParameterValue> = {};
  for (const [name, value] of fragments.flatMap(({ parameters }) => Object.entries(parameters ?? {}))) {
    assert(merged[name] === undefined || merged[name] === value, `two values for parameter ${name}`);
    merged[name] = value;
  }
  return merged;
}

export function count(sql: string): Expression<number> {
  return { sql, decode: numberCell };
}

/** A text; "" = has none. */
export function label(sql: string): Expression<string | null> {
  return { sql, decode: (cell) => textCell(cell) || null };
}

function quoted(name: string): string {
  return `\`${name}\``;
}

function clause(keyword: string, separator: string, terms: readonly string[]): string[] {
  return terms.length === 0 ? [] : [`${keyword} ${terms.join(separator)}`];
}

type NamedExpression = readonly [name: string, expression: Expression<unknown>];

function expressionsOf<Row extends object>({ select }: SelectQuery<Row>): readonly NamedExpression[] {
  return Object.entries<Expression<unknown>>(select);
}

function decodeRow<Row extends object>(
  expressions: readonly NamedExpression[],
  cells: readonly unknown[],
): Row {
  const row = Object.fromEntries(expressions.map(([name, { decode }], i) => [name, decode(cells[i])]));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `Selected<Row>` has a decoder of the right type for each key
  return row as Row;
}
