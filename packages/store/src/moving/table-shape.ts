import { textCell } from "../cell-codec.ts";
import type { Engine } from "../engine.ts";

/** A table as a copy sees it: what rows hold and what of them can be summed, whatever the engine has merged. */
export interface TableShape {
  readonly name: string;
  readonly engine: string;
  /** Stored columns, without computed ones. */
  readonly columns: readonly string[];
  /** Whole numbers whose sum no merge of rows changes. */
  readonly summed: readonly string[];
}

/** What belongs to a server and not to its calls. */
const OWN = new Set(["migrations", "leases"]);

/** What is being copied lies in tables of this beginning. */
export const COPYING = "copying";

/** Every table that holds rows. A view has none of its own. */
export async function tableShapes(engine: Engine): Promise<TableShape[]> {
  const rows = await engine.query({
    sql: `SELECT t.name, t.engine, c.name, c.type
      FROM system.tables AS t INNER JOIN system.columns AS c ON c.database = t.database AND c.table = t.name
      WHERE t.database = currentDatabase() AND endsWith(t.engine, 'MergeTree')
        AND c.default_kind NOT IN ('ALIAS', 'MATERIALIZED')
      ORDER BY t.name, c.position`,
    parameters: {},
  });
  const shapes = new Map<string, { engine: string; columns: string[]; summed: string[] }>();
  for (const [table, kind, column, type] of rows.map((cells) => cells.map(textCell))) {
    if (table === undefined || kind === undefined || column === undefined || type === undefined) continue;
    if (OWN.has(table) || table.startsWith(COPYING)) continue;
    const shape = shapes.get(table) ?? { engine: kind, columns: [], summed: [] };
    shape.columns.push(column);
    if (SUMMED.test(type)) shape.summed.push(column);
    shapes.set(table, shape);
  }
  return [...shapes].map(([name, shape]) => ({ name, ...shape }));
}

const SUMMED = /^(Nullable\()?U?Int64\)?$|^SimpleAggregateFunction\(sum, U?Int64\)$/;

/** Whether rows of one key replace each other: then only the last of each counts. */
export function replaces({ engine }: TableShape): boolean {
  return engine.endsWith("ReplacingMergeTree");
}

/** Whether each row stands for itself, so that their number says something. */
export function keepsRows({ engine }: TableShape): boolean {
  return engine === "MergeTree" || engine === "ReplicatedMergeTree" || engine === "SharedMergeTree";
}

export function quotedName(name: string): string {
  return `\`${name}\``;
}
