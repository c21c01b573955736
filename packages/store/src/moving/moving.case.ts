import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ExportQuestion, ImportProgress, Store } from "../store.ts";
import { DAY, YESTERDAY } from "../call-with.case.ts";

export const WIDE: Pick<ExportQuestion, "from" | "to"> = {
  from: YESTERDAY - 400 * DAY,
  to: YESTERDAY + 2 * DAY,
};

export const FORMATS = ["jsonl", "csv", "parquet"] as const;

/** Exports into a file of a folder; answers its path. */
export async function exported(
  store: Store,
  folder: string,
  question: Partial<ExportQuestion> = {},
): Promise<string> {
  const whole: ExportQuestion = { what: "calls", format: "jsonl", ...WIDE, ...question };
  const path = join(folder, `${whole.what}.${whole.format}.${Math.random()}`);
  await writeFile(path, store.export(whole));
  return path;
}

/** Imports a file; answers the last word. */
export async function imported(store: Store, path: string): Promise<ImportProgress> {
  let last: ImportProgress = { what: "calls", rows: 0, stored: 0, duplicate: 0 };
  for await (const progress of store.import(path)) last = progress;
  return last;
}
