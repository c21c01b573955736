import { Type, type Static } from "typebox";
import { count, oneOf, time } from "./shapes.ts";

export const ExportQuestion = Type.Object({
  format: oneOf(["jsonl", "csv", "parquet"]),
  what: Type.Optional(oneOf(["calls", "scores"])),
  from: Type.Optional(
    Type.String({ description: "start, inclusive; ISO 8601 or epoch ms; default the first call" }),
  ),
  to: Type.Optional(
    Type.String({ description: "end, exclusive; ISO 8601 or epoch ms; default the last call" }),
  ),
  project: Type.Optional(Type.String()),
});
export type ExportQuestion = Static<typeof ExportQuestion>;

/** A line of the answer to an import: how far it is, page by page. rows = stored + duplicate. */
export const ImportedLine = Type.Object({
  what: oneOf(["calls", "scores"]),
  rows: count("rows of the file that are done with"),
  stored: count("new ones of them; a score always counts as stored"),
  duplicate: count("those that were stored before"),
});
export type ImportedLine = Static<typeof ImportedLine>;

/** The last line of an import that failed; what the lines before it say is stored. `status` as of an HTTP answer. */
export const ImportFailure = Type.Object({ error: Type.String(), status: Type.Integer() });
export type ImportFailure = Static<typeof ImportFailure>;

export const BackupQuestion = Type.Object({
  dir: Type.String({ description: "absolute path on the server's machine; it must not be there yet" }),
});
export type BackupQuestion = Static<typeof BackupQuestion>;

export const BackupAnswer = Type.Object({
  dir: Type.String(),
  takenAt: time("everything acknowledged before it is in the backup"),
  files: count("files in it"),
  bytes: count("their sizes together"),
});
export type BackupAnswer = Static<typeof BackupAnswer>;
