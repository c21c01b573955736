import { textCell } from "../cell-codec.ts";
import type { Engine } from "../engine.ts";
import { PLAIN, type SchemaMode } from "./schema-mode.ts";

/** What a server is by its own word. A cluster must be named by the user, since a server may know several. */
export async function detectMode(engine: Pick<Engine, "query">): Promise<SchemaMode> {
  const rows = await engine.query({ sql: DETECT, parameters: {} });
  const [database, cloud] = (rows[0] ?? []).map(textCell);
  if (cloud === "1" || database === "Shared") return { mode: "cloud" };
  return database === "Replicated" ? { mode: "replicated" } : PLAIN;
}

const DETECT = `SELECT
  (SELECT any(engine) FROM system.databases WHERE name = currentDatabase()),
  (SELECT any(value) FROM system.settings WHERE name = 'cloud_mode')`;
