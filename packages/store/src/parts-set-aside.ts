import { numberCell, textCell } from "./cell-codec.ts";
import type { Engine } from "./engine.ts";
import type { PartSetAside } from "./store.ts";

/** Parts that the engine found damaged when it started, or that were set aside when they could not be read. */
export async function partsSetAside(engine: Engine): Promise<readonly PartSetAside[]> {
  // A server of its own logs what it sets aside, and may not let us look.
  if (engine.folder === null) return [];
  const rows = await engine.query({
    sql: `SELECT table, path, bytes_on_disk FROM system.detached_parts
      WHERE database = currentDatabase() ORDER BY table, name`,
    parameters: {},
  });
  return rows.map(([table, path, bytes]) => ({
    table: textCell(table),
    path: textCell(path),
    bytes: numberCell(bytes),
  }));
}
