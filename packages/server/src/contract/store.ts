import { Type, type Static } from "typebox";
import { count, nullable, time } from "./shapes.ts";

const days = (description: string) =>
  nullable(Type.Integer({ description: `${description}; null = for ever` }));

const bytesInAYear = count("at the rate of the last seven days, under the retention in force");

/** What the store takes on the disk. */
export const StoreAnswer = Type.Object({
  tables: Type.Array(
    Type.Object({
      table: Type.String(),
      rows: count("rows"),
      bytes: count("compressed, with indexes"),
      bytesPerCall: nullable(
        Type.Number({ description: "of the calls it holds or sums; null where it is not about every call" }),
      ),
      oldest: nullable(time("time of the oldest row")),
      newest: nullable(time("time of the newest row")),
      keptDays: days("days that its rows are kept"),
      bytesInAYear,
    }),
    { description: "largest first" },
  ),
  callsPerDay: Type.Number({ description: "of the last seven days, or of as many as there are" }),
  bytes: count("of all tables"),
  bytesInAYear,
  disk: nullable(
    Type.Object(
      { freeBytes: count("free"), totalBytes: count("in all") },
      { description: "where the engine writes; null = it does not know" },
    ),
  ),
  damaged: Type.Array(
    Type.Object({ table: Type.String(), path: Type.String(), bytes: count("of the files") }),
    { description: "what could not be read and was set aside: it is in no answer; empty = all is there" },
  ),
  retention: Type.Object({
    calls: days("single calls"),
    minutes: days("sums by minute"),
    hours: days("sums by hour"),
    days: days("sums by day"),
    scores: days("single scores"),
    projects: Type.Record(Type.String(), days("single calls of the project")),
  }),
});
export type StoreAnswer = Static<typeof StoreAnswer>;
