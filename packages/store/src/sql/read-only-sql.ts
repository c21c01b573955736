/**
 * SQL of others against the embedded store: it reads promptprof's tables and nothing else, within bounds on time, memory
 * and size, and beside the sessions that answer the server's own questions.
 */
export interface ReadOnlySql {
  /**
   * @throws SqlError what the rules of this door say; what the engine says to the statement comes with its chunks
   */
  ask(question: SqlQuestion): Promise<SqlAnswer>;
}

export interface SqlQuestion {
  /** One statement that reads. */
  readonly sql: string;
  /** Of the answer where the statement has no FORMAT. */
  readonly format: string;
  /** As clients write them; some are clamped, some taken and not used, others refused. */
  readonly settings: Readonly<Record<string, string>>;
  /** Values of `{name:Type}`, in the engine's TabSeparated writing. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Revision of the wire protocol in which Native blocks are wanted; 0 = as they lie in files. */
  readonly protocolRevision: number;
  /** Ends the statement in the engine, too. */
  readonly signal: AbortSignal;
}

export interface SqlAnswer {
  /** By the engine's name. */
  readonly format: string;
  readonly timezone: string;
  /**
   * The next bytes; null = that was all.
   *
   * @throws SqlError
   */
  next(): Promise<SqlChunk | null>;
  /** A session waits for it, whether or not everything was read. */
  close(): Promise<void>;
}

export interface SqlChunk {
  readonly bytes: Uint8Array;
  /** null = not known. */
  readonly rows: number | null;
  /** Rows and bytes that the engine read; null = not known. */
  readonly read: { readonly rows: number; readonly bytes: number } | null;
}
