import { sqlError, type SqlError } from "./sql-error.ts";
import { wordsOf, type Word } from "./statement-words.ts";

export interface GuardedStatement {
  /** Rows can come while they are computed; else the answer comes whole. */
  readonly streams: boolean;
  /** Of its FORMAT clause; null = has none. */
  readonly format: string | null;
  /** What its SETTINGS clause wants, and the statement without the clause; null = has none. */
  readonly settings: { readonly values: Readonly<Record<string, string>>; readonly rest: string } | null;
}

/** Statements that read. The engine would refuse most others as well, but not all: KILL QUERY needs no grant. */
const READING = new Set(["SELECT", "WITH", "EXPLAIN", "DESCRIBE", "SHOW", "EXISTS"]);

/** Tables of `system` that clients need to find their way. The engine lets everybody read all of them. */
const OPEN_SYSTEM_TABLES = new Set([
  "aggregate_function_combinators",
  "build_options",
  "collations",
  "columns",
  "contributors",
  "data_type_families",
  "databases",
  "formats",
  "functions",
  "keywords",
  "licenses",
  "numbers",
  "one",
  "parts",
  "parts_columns",
  "settings",
  "table_engines",
  "table_functions",
  "tables",
  "time_zones",
]);

/** Table functions that reach nothing outside the statement. */
const OPEN_TABLE_FUNCTIONS = new Set([
  "format",
  "generate_series",
  "generaterandom",
  "generateseries",
  "null",
  "numbers",
  "numbers_mt",
  "primes",
  "values",
  "view",
  "zeros",
  "zeros_mt",
]);

/**
 * Closes what neither `readonly` nor the grants close. The statement is what the engine made of it when it read
 * it, see `wordsOf`.
 *
 * @param tableFunctions all that the engine has, in lower case: one that a new version brings is closed
 * @throws SqlError
 */
export function guardStatement(
  statement: string,
  parameters: Readonly<Record<string, string>>,
  tableFunctions: ReadonlySet<string>,
): GuardedStatement {
  const words = wordsOf(statement, parameters);
  const first = words[0];
  if (first === undefined || first.quoted || !READING.has(first.text)) throw notReading(first?.text ?? "");
  words.forEach((word, at) => {
    if (word.kind === "name") guardName(word, words.slice(at + 1, at + 3), tableFunctions);
  });
  const settings = settingsClause(words, statement);
  const clauses = words.filter((word, at) => isSettings(word, words.slice(at + 1, at + 3)));
  // One of a subquery would hold for it, whatever readonly says.
  if (clauses.length > (settings === null ? 0 : 1)) {
    throw sqlError(164, "SETTINGS stands at the end of a statement here, and nowhere else");
  }
  return {
    streams: (first.text === "SELECT" || first.text === "WITH") && !hasTotals(words),
    format: formatClause(words),
    settings,
  };
}

function guardName({ text }: Word, [next, second]: Word[], tableFunctions: ReadonlySet<string>): void {
  const name = text.toLowerCase();
  if (name === "into" && next?.text.toLowerCase() === "outfile") throw closed("INTO OUTFILE is not allowed");
  // The function that reads a file asks nobody for leave inside a process, and may be named without brackets: APPLY(file).
  if (name === "file") throw closed("file is closed here, as a function and as a name");
  if (name === "processlist") throw closed("SHOW PROCESSLIST is closed here");
  if (next?.text === "(" && tableFunctions.has(name) && !OPEN_TABLE_FUNCTIONS.has(name)) {
    throw closed(`the table function ${text} is closed here`);
  }
  if (name !== "system") return;
  if (next?.text === "." && OPEN_SYSTEM_TABLES.has(second?.text ?? "")) return;
  const open = [...OPEN_SYSTEM_TABLES].join(", ");
  throw closed(`of the database system, these tables are open here: ${open}`);
}

function closed(message: string): SqlError {
  return sqlError(497, message);
}

function notReading(word: string): SqlError {
  return sqlError(
    164,
    `Cannot execute query in readonly mode: a statement here begins with ${[...READING].join(", ")}, this one with ${word === "" ? "nothing" : word}`,
  );
}

/** Streamed, the engine leaves the row of totals out. */
function hasTotals(words: readonly Word[]): boolean {
  return words.some(({ text, quoted }, at) => text === "WITH" && !quoted && words[at + 1]?.text === "TOTALS");
}

function formatClause(words: readonly Word[]): string | null {
  const at = words.findLastIndex(({ text, quoted }) => text === "FORMAT" && !quoted);
  const name = words[at + 1];
  const after = words[at + 2];
  if (at < 1 || name?.kind !== "name" || words[at - 1]?.text === "AS") return null;
  return after === undefined || after.text === "SETTINGS" ? name.text : null;
}

function isSettings({ text, quoted }: Word, [name, equals]: Word[]): boolean {
  return text === "SETTINGS" && !quoted && name?.kind === "name" && equals?.text === "=";
}

/** The engine writes the clause last: names, values and commas to the very end. */
function settingsClause(words: readonly Word[], statement: string): GuardedStatement["settings"] {
  const at = words.findLastIndex(({ text, quoted }) => text === "SETTINGS" && !quoted);
  if (at < 1) return null;
  const clause = statement.slice(words[at]?.at);
  if (!SETTINGS_CLAUSE.test(clause)) return null;
  const values = [...clause.matchAll(SETTING)].map(([, name = "", value = ""]) => [name, plain(value)]);
  return { values: Object.fromEntries(values), rest: statement.slice(0, words[at]?.at).trimEnd() };
}

const SETTING = /(\w+) = (-?[\w.]+|'(?:[^'\\]|\\.)*')/g;
const SETTINGS_CLAUSE = new RegExp(`^SETTINGS (?:${SETTING.source})(?:, (?:${SETTING.source}))*$`);

function plain(value: string): string {
  return value.startsWith("'") ? value.slice(1, -1).replaceAll(/\\(.)/g, "$1") : value;
}
