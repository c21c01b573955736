import { QuestionError } from "../../question-error.ts";
import type { Column, ColumnMap } from "./column-map.ts";

/** The field of a record that a column stands for. */
export type FieldOf = (record: readonly string[], column: Column) => string;

/**
 * Finds the map's columns in a CSV file's header.
 *
 * @throws QuestionError with every column that the header lacks or has twice, at the map's line that names it
 */
export function bindColumns(map: ColumnMap, header: readonly string[], csvName: string): FieldOf {
  const mistakes = columnsOf(map).flatMap((column) => mistakeOf(column, header, csvName) ?? []);
  if (mistakes.length > 0) {
    throw new QuestionError(
      mistakes.map(({ line, message }) => `${map.fileName}:${line}: ${message}`).join("\n"),
    );
  }
  const places = new Map(header.map((name, place) => [name, place]));
  return (record, { column }) => record[places.get(column) ?? -1] ?? "";
}

function columnsOf(map: ColumnMap): Column[] {
  const { time, model, cost, texts, tokens, durations, tags } = map;
  const all = [
    time,
    model,
    cost,
    ...Object.values(texts),
    ...Object.values(tokens),
    ...Object.values(durations),
    ...tags,
  ];
  return all.filter((part) => part !== null && "column" in part);
}

function mistakeOf({ column, line }: Column, header: readonly string[], csvName: string) {
  const times = header.filter((name) => name === column).length;
  if (times === 1) return null;
  const message =
    times === 0
      ? `${csvName} has no column ${JSON.stringify(column)}; it has ${header.join(", ")}`
      : `${csvName} has ${times} columns ${JSON.stringify(column)}; a mapped one must be there once`;
  return { line, message };
}
