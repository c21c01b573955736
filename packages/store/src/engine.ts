import type { ReadOnlySql } from "./sql/read-only-sql.ts";
import type { SchemaMode } from "./schema-modes/schema-mode.ts";

/** A value that a statement binds by name. Arrays become ClickHouse arrays; bigint for what 2^53 does not hold. */
export type ParameterValue = string | number | bigint | readonly string[] | readonly bigint[];

/** SQL with `{name:Type}` placeholders, and their values apart: no value is ever written into the text. */
export interface Statement {
  readonly sql: string;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
}

/** One insert: TabSeparated lines for the named columns. The same token again is a no-op, views included. */
export interface TableInsert {
  readonly table: string;
  readonly columns: readonly string[];
  readonly lines: Buffer;
  readonly token: string;
}

/** How a streamed answer is written. Pieces of one answer put together are one text, or one file. */
export type StreamFormat = "CSV" | "JSONCompactEachRow" | "JSONEachRow" | "Parquet" | "TabSeparated";

/** What both engines, in the process and by URL, can do. Rows come as arrays of JSON cells, 64-bit integers as strings. */
export interface Engine {
  /** The process that wrote here before us may have died in an insert. */
  readonly mayHoldCutInsert: boolean;
  /** Other processes may write here at the same time. */
  readonly isShared: boolean;
  /** What stands there can be read and no more. */
  readonly readOnly?: boolean;
  /** SQL of others; absent = whoever has some asks the server itself. */
  readonly readOnlySql?: ReadOnlySql;
  /** Where the tables lie on this machine; null = elsewhere. */
  readonly folder: string | null;
  /** How the tables are made. */
  readonly schema: SchemaMode;
  query(statement: Statement): Promise<readonly (readonly unknown[])[]>;
  /** Resolves when the rows are durable in the table and in all of its views. */
  insert(insert: TableInsert): Promise<void>;
  execute(sql: string): Promise<void>;
  /** An answer of any length, piece by piece, as fast as it is read; leaving off early ends the query. */
  stream(statement: Statement, format: StreamFormat): AsyncIterable<Uint8Array>;
  /** As `stream`, for a statement over a file of this machine, which an engine elsewhere does not see. */
  streamFile(statement: Statement, format: StreamFormat): AsyncIterable<Uint8Array>;
  /** @param complete false = an insert may be half done, and the next process is told so; default true */
  close(complete?: boolean): Promise<void>;
}

/** Settings of every statement, on both engines. */
export const ENGINE_SETTINGS: Readonly<Record<string, string | number>> = {
  // chDB writes 64-bit integers bare by default and JSON.parse would lose digits above 2^53.
  output_format_json_quote_64bit_integers: 1,
  // NaN and inf are no JSON: null, which the decoder reads as "no value".
  output_format_json_quote_denormals: 0,
  // The lookup of an insert binds 20,000 keys of up to 21 characters: 420 kB of statement.
  max_query_size: "10000000",
};

/** Settings of every insert, on both engines. */
export const INSERT_SETTINGS: Readonly<Record<string, string | number>> = {
  // On by default since 26: it would gather rows of several inserts, and the token names exactly one.
  async_insert: 0,
  insert_deduplicate: 1,
  deduplicate_blocks_in_dependent_materialized_views: 1,
  // An import spans years of monthly partitions in one insert.
  max_partitions_per_insert_block: "0",
  // What a view gives is one row a bucket already; merging each with nothing costs up to 7 times what making it did.
  optimize_on_insert: 0,
  // The four views side by side: a third less wall time on two cores.
  parallel_view_processing: 1,
};
