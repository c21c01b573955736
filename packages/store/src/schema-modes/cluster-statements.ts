import assert from "node:assert/strict";
import { replicatedTable } from "./replicated-table.ts";
import { shardingKey } from "./sharding-key.ts";

interface Cluster {
  readonly cluster: string;
  readonly database: string;
  readonly tables: readonly string[];
}

/**
 * A statement for servers of a cluster. Each table NAME becomes a replicated NAME_local on every server and a
 * `Distributed` NAME in front of them, so questions and inserts are the same in every mode. Views go from local to
 * local table: a call is counted on its own shard, and sums over shards are sums.
 */
export function clusterStatements(sql: string, cluster: Cluster): readonly string[] {
  const statement = sql.trim();
  const rule = RULES.find(({ begins }) => begins.test(statement));
  assert(rule !== undefined, `no rule for a cluster: ${statement.slice(0, 80)}`);
  return rule.become(statement, cluster);
}

interface Rule {
  readonly begins: RegExp;
  readonly become: (sql: string, cluster: Cluster) => readonly string[];
}

const RULES: readonly Rule[] = [
  { begins: /^CREATE TABLE (IF NOT EXISTS )?(\w+)/, become: tableStatements },
  { begins: /^CREATE MATERIALIZED VIEW (IF NOT EXISTS )?(\w+)/, become: viewStatements },
  { begins: /^ALTER TABLE (\w+)/, become: alterStatements },
  { begins: /^(DROP|TRUNCATE) (TABLE|VIEW) (IF EXISTS )?(\w+)/, become: emptyStatements },
  // Through the distributed tables, as any other insert.
  { begins: /^INSERT INTO /, become: (sql) => [sql] },
];

function tableStatements(sql: string, { cluster, database }: Cluster): readonly string[] {
  const name = /^CREATE TABLE (?:IF NOT EXISTS )?(\w+)/.exec(sql)?.[1] ?? "";
  const head = /^CREATE TABLE (?:IF NOT EXISTS )?\w+/;
  return [
    replicatedTable(sql).replace(
      head,
      `CREATE TABLE IF NOT EXISTS ${name}_local ON CLUSTER ${quoted(cluster)}`,
    ),
    `CREATE TABLE IF NOT EXISTS ${name} ON CLUSTER ${quoted(cluster)} AS ${name}_local
ENGINE = Distributed(${text(cluster)}, ${text(database)}, ${text(`${name}_local`)}, ${shardingKey(sql)})`,
  ];
}

function viewStatements(sql: string, { cluster, tables }: Cluster): readonly string[] {
  const local = sql.replaceAll(/\b(FROM|JOIN|TO) (\w+)\b/g, (whole, word: string, name: string) =>
    tables.includes(name) ? `${word} ${name}_local` : whole,
  );
  return [
    local.replace(
      /^(CREATE MATERIALIZED VIEW (?:IF NOT EXISTS )?\w+)/,
      (head) => `${head} ON CLUSTER ${quoted(cluster)}`,
    ),
  ];
}

/** Columns are of both tables; keys, settings, retention and mutations are of the local one alone. */
function alterStatements(sql: string, { cluster, tables }: Cluster): readonly string[] {
  const name = /^ALTER TABLE (\w+)/.exec(sql)?.[1] ?? "";
  const on = (table: string): string =>
    sql.replace(/^ALTER TABLE \w+/, `ALTER TABLE ${table} ON CLUSTER ${quoted(cluster)}`);
  if (!tables.includes(name)) return [on(name)];
  const isOfColumns = /^ALTER TABLE \w+\s+(ADD|DROP|MODIFY|RENAME) COLUMN\b/.test(sql);
  return isOfColumns ? [on(`${name}_local`), on(name)] : [on(`${name}_local`)];
}

function emptyStatements(sql: string, { cluster, tables }: Cluster): readonly string[] {
  const [, verb = "", kind = "", , name = ""] =
    /^(DROP|TRUNCATE) (TABLE|VIEW) (IF EXISTS )?(\w+)/.exec(sql) ?? [];
  const on = (table: string): string =>
    `${verb} ${kind} IF EXISTS ${table} ON CLUSTER ${quoted(cluster)}${verb === "DROP" ? " SYNC" : ""}`;
  if (!tables.includes(name)) return [on(name)];
  return verb === "DROP" ? [on(name), on(`${name}_local`)] : [on(`${name}_local`)];
}

function quoted(name: string): string {
  return `\`${name.replaceAll("\\", "\\\\").replaceAll("`", "\\`")}\``;
}

function text(value: string): string {
  return `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
