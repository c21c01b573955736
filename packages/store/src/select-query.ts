import { numberCell, textCell } from "./cell-codec.ts";
import type { Engine, ParameterValue, Statement } from "./engine.ts";

/** SQL of one result cell and how the cell is read. The SQL is ours, with no value of a user in it. */
export interface Expression<T> {
  readonly sql: string;
  /** Values that the SQL names as `{name:Type}`; the same name means the same value in a whole query. */
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
  readonly decode: (cell: unknown) => T;
}

/** What rows must satisfy. `column` is ours, `value` comes from outside and is only ever bound. */
export type Condition =
  | { readonly kind: "equals"; readonly column: string; readonly value: string }
  | { readonly kind: "among"; readonly column: string; readonly values: readonly string[] }
  | { readonly kind: "holds"; readonly column: string; readonly value: string }
  /** Half-open, epoch milliseconds. */
  | {
      readonly kind: "during";
      readonly column: string;
      readonly from: number;
      readonly to: number;
      readonly unit: "bucket" | "moment";
    }
  | {
      readonly kind: "before";
      readonly columns: readonly string[];
      readonly values: readonly {
        readonly type: string;
        readonly value: ParameterValue;
        readonly sql?: string;
      }[];
    };

/** A read query as data: frozen, comparable, and turned into SQL by `toStatement` alone. */
export interface SelectQuery<Row extends object> {
  readonly select: { readonly [K in keyof Row]: Expression<Row[K]> };
  readonly from: string;
  readonly where: readonly Condition[];
  readonly groupBy: readonly (keyof Row & string)[];
  readonly orderBy: readonly { readonly by: string; readonly descending: boolean }[];
  readonly limit: number | null;
}

export function count(sql: string): Expression<number> {
  return { sql, decode: numberCell };
}

/** "" = has none. */
export function name(sql: string): Expression<string | null> {
  return { sql, decode: (cell) => textCell(cell) || null };
}

export async function readRows<Row extends object>(engine: Engine, query: SelectQuery<Row>): Promise<Row[]> {
  const columns: readonly [string, Expression<unknown>][] = Object.entries(query.select);
  const rows = await engine.query(toStatement(query));
  return rows.map((cells) => {
    const decoded = columns.map(([key, { decode }], i) => [key, decode(cells[i])]);
    return Object.fromEntries(decoded) as Row;
  });
}

/** The one place where a question becomes SQL. */
export function toStatement<Row extends object>(query: SelectQuery<Row>): Statement {
  const binding = new Binding();
  const columns: readonly [string, Expression<unknown>][] = Object.entries(query.select);
  const parts = [
    `SELECT ${columns.map(([key, { sql }]) => `${sql} AS \`${key}\``).join(", ")}`,
    `FROM ${query.from} AS t`,
    clause(
      "WHERE",
      query.where.map((condition) => binding.sqlOf(condition)),
      " AND ",
    ),
    clause(
      "GROUP BY",
      query.groupBy.map((key) => `\`${key}\``),
      ", ",
    ),
    clause(
      "ORDER BY",
      query.orderBy.map(({ by, descending }) => `${by}${descending ? " DESC" : ""}`),
      ", ",
    ),
    query.limit === null ? "" : `LIMIT ${binding.bind("UInt32", query.limit)}`,
  ];
  const named = columns.map(([, { parameters }]) => parameters ?? {});
  return {
    sql: parts.filter((part) => part !== "").join("\n"),
    parameters: Object.assign(binding.parameters, ...named) as Statement["parameters"],
  };
}

function clause(keyword: string, terms: readonly string[], separator: string): string {
  return terms.length === 0 ? "" : `${keyword} ${terms.join(separator)}`;
}

/** Collects the values of a query under names of its own. */
class Binding {
  readonly parameters: Record<string, ParameterValue> = {};

  bind(type: string, value: ParameterValue): string {
    const key = `p${Object.keys(this.parameters).length}`;
    this.parameters[key] = value;
    return `{${key}:${type}}`;
  }

  sqlOf(condition: Condition): string {
    switch (condition.kind) {
      case "equals":
        return `${condition.column} = ${this.bind("String", condition.value)}`;
      case "among":
        return `${condition.column} IN ${this.bind("Array(String)", condition.values)}`;
      case "holds":
        return `has(${condition.column}, ${this.bind("String", condition.value)})`;
      case "during":
        return this.#during(condition);
      case "before":
        return this.#before(condition);
    }
  }

  #during({ column, from, to, unit }: Extract<Condition, { kind: "during" }>): string {
    const time = (ms: number): string =>
      unit === "bucket"
        ? `toDateTime(${this.bind("UInt32", clamp(Math.floor(ms / 1000), 2 ** 32 - 1))}, 'UTC')`
        : `fromUnixTimestamp64Micro(${this.bind("Int64", clamp(Math.round(ms * 1000), 2 ** 32 * 1e6))}, 'UTC')`;
    return `${column} >= ${time(from)} AND ${column} < ${time(to)}`;
  }

  #before({ columns, values }: Extract<Condition, { kind: "before" }>): string {
    const bound = values.map(({ type, value, sql }) => (sql ?? "?").replace("?", this.bind(type, value)));
    return `(${columns.join(", ")}) < (${bound.join(", ")})`;
  }
}

function clamp(value: number, max: number): number {
  return Math.min(Math.max(value, 0), max);
}
