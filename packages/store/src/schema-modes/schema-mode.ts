import { clusterStatements } from "./cluster-statements.ts";
import { replicatedTable } from "./replicated-table.ts";

/**
 * How a server keeps its tables:
 *
 * - `plain`: one server, and the engine in the process
 * - `replicated`: a database of the engine `Replicated`, which carries every statement to its replicas itself
 * - `cluster`: servers named by a cluster of their configuration, sharded and replicated by the tables themselves
 * - `cloud`: the cloud service, which makes replicated tables of plain ones by itself
 */
export type SchemaMode =
  | { readonly mode: "plain" | "replicated" | "cloud" }
  | { readonly mode: "cluster"; readonly cluster: string; readonly database: string };

export const PLAIN: SchemaMode = { mode: "plain" };

/**
 * The statements that a statement of the one schema becomes in a mode. `tables` are the names of all tables of the schema.
 */
export function statementsIn(mode: SchemaMode, sql: string, tables: readonly string[]): readonly string[] {
  if (mode.mode === "cluster") return clusterStatements(sql, { ...mode, tables });
  return [mode.mode === "replicated" ? replicatedTable(sql) : sql];
}
