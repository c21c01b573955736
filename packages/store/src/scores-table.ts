import { type Score, SCORE_SOURCES } from "@promptprof/model";
import {
  hash64,
  moment,
  optional,
  optionalText,
  optionalWord,
  real,
  text,
  uuid,
  type CellCodec,
} from "./cell-codec.ts";

/** A column of `scores` (migration 8): the field that a score writes into it, and how it is selected and read. */
interface ScoreColumn<T> {
  readonly column: string;
  readonly codec: CellCodec<T>;
}

/** Columns by the field of a score that they hold. Order is the order of a written row. */
export const SCORE_COLUMNS: { readonly [K in keyof Score]: ScoreColumn<Score[K]> } = {
  project: { column: "project", codec: text },
  name: { column: "name", codec: text },
  source: { column: "source", codec: optionalWord(SCORE_SOURCES) },
  value: { column: "value", codec: optional(real) },
  label: { column: "label", codec: optionalText },
  id: { column: "id", codec: optionalText },
  traceId: { column: "trace_id", codec: noneAs("0".repeat(32), uuid) },
  spanId: { column: "span_id", codec: noneAs("0".repeat(16), hash64) },
  responseId: { column: "response_id", codec: optionalText },
  time: { column: "time", codec: moment },
};

/** No id is all zero, so that stands for "has none". */
function noneAs(none: string, codec: CellCodec<string>): CellCodec<string | null> {
  return {
    encode: (value) => codec.encode(value ?? none),
    encodeElement: (value) => codec.encodeElement(value ?? none),
    decode: (cell) => {
      const value = codec.decode(cell);
      return value === none ? null : value;
    },
    read: codec.read,
  };
}
