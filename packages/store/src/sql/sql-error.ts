import { StoreError } from "../store-error.ts";

/** Names of the engine's error codes, as far as this door speaks them itself. */
const NAMES = {
  36: "BAD_ARGUMENTS",
  48: "NOT_IMPLEMENTED",
  62: "SYNTAX_ERROR",
  81: "UNKNOWN_DATABASE",
  115: "UNKNOWN_SETTING",
  159: "TIMEOUT_EXCEEDED",
  164: "READONLY",
  202: "TOO_MANY_SIMULTANEOUS_QUERIES",
  394: "QUERY_WAS_CANCELLED",
  497: "ACCESS_DENIED",
} as const;

/** What ClickHouse calls an exception: `Code: 164. DB::Exception: Cannot modify ... (READONLY)`. */
export class SqlError extends StoreError {
  override readonly name = "SqlError";
  readonly code: number;

  /** @param line all of it, from `Code:` to the name of the code */
  constructor(code: number, line: string, options: ErrorOptions = {}) {
    super(line, options);
    this.code = code;
  }
}

/** A refusal of our own in the engine's words. */
export function sqlError(code: keyof typeof NAMES, message: string): SqlError {
  return new SqlError(code, `Code: ${code}. DB::Exception: ${message}. (${NAMES[code]})`);
}

/** What the engine threw, without the statement around it that was ours. 1002 = an error without a code of its own. */
export function sqlErrorOf(error: unknown): SqlError {
  if (error instanceof SqlError) return error;
  const text = (error instanceof Error ? error.message : String(error)).trim();
  const code = Number(/Code: (\d+)/.exec(text)?.[1] ?? 1002);
  const line = text.startsWith("Code: ") ? text : `Code: ${code}. DB::Exception: ${text} (UNKNOWN_EXCEPTION)`;
  return new SqlError(code, line.replace(OUR_SCOPE, ". ("), { cause: error });
}

const OUR_SCOPE = /:? In scope SELECT timezone\(\)[^]*\. \((?=\w+\)$)/;
