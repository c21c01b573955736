import assert from "node:assert/strict";

/** The rows of a text in the engine's JSONCompactEachRow: one array of cells a line. */
export function parseRows(text: string): readonly (readonly unknown[])[] {
  const rows: unknown = JSON.parse(`[${text.trimEnd().replaceAll("\n", ",")}]`);
  assert(Array.isArray(rows) && rows.every(Array.isArray), "rows are arrays of cells");
  return rows;
}
