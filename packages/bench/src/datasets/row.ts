import type { JsonValue } from "../providers/provider.ts";

/** A row of a dataset as it was written. */
export interface Row {
  readonly values: Readonly<Record<string, JsonValue>>;
  /** `data/questions.jsonl:12` */
  readonly place: string;
}

/** The rows of a file, and what is wrong with it, one line a mistake with its place. */
export interface Rows {
  readonly rows: readonly Row[];
  readonly mistakes: readonly string[];
}
