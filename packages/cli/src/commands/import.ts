import { readFileSync, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Argument, type Command } from "commander";
import { openConnection, type ConnectionOptions } from "../connection/open-connection.ts";
import { formatCount } from "@promptprof/model/format";
import { importFile } from "../import/import-file.ts";
import type { ColumnMap } from "../import/map/column-map.ts";
import { readColumnMap } from "../import/map/read-column-map.ts";
import { printImport } from "../import/print-import.ts";
import { importExport } from "../moving/import-export.ts";
import { QuestionError } from "../question-error.ts";
import type { Io } from "../terminal/io.ts";
import { oneOf } from "./option-values.ts";
import { withConnectionOptions } from "./shared-options.ts";

interface ImportOptions extends ConnectionOptions {
  readonly format?: "csv";
  readonly map?: string;
  readonly project: string;
  readonly json?: boolean;
}

const MAP_HELP = `
A file of promptprof export needs no option: it is known by its content and
taken back as it was.

For a table of your own, the map says which column holds what. A bare name is a
column; { value: ... } is the same for every row. Only time is needed.

  time: { column: started_at, unit: iso }     unit: s, ms or iso
  model:
    column: model
    none: [None]                              values that mean "no model"
    prefixes: { gemini/: gcp.gemini }         a beginning tells the provider
    stripPrefix: false                        true cuts it off the name
  inputTokens: prompt_tokens                  also outputTokens,
                                              cacheReadTokens,
                                              cacheWriteTokens, reasoningTokens
  cost: { column: usd, unit: usd, zero: free }
                                              what the file claims, kept beside
                                              the recomputed cost; zero: free,
                                              or unknown where 0 says nothing
  duration: { column: seconds, unit: s }      unit: s or ms; also ttft.
                                              Empty is unknown, never 0
  prompt: { value: support-triage }           also version, provider, operation,
                                              user, session, team, service,
                                              environment
  tags: [edit_format]                         becomes a tag edit_format:value
  delimiter: ";"                              default: a comma

Importing a file again stores nothing twice: a call's id comes from the project,
the row and its number.

Examples:
  promptprof import calls.parquet
  promptprof import --format csv --map usage.yaml usage.csv
  promptprof import --format csv --map maps/aider.yaml --project aider calls.csv
  promptprof import --format csv --map usage.yaml --data ./data usage.csv --json
`;

/** `promptprof import`: calls that were recorded elsewhere. */
export function addImport(program: Command, io: Io): void {
  const command = program
    .command("import")
    .description("calls from a file: an export, or a table, which is priced and whose own costs are checked")
    .addArgument(new Argument("<file>", "the file to import"))
    .option("--format <name>", "csv: a table of your own, with --map", oneOf("--format", ["csv"]))
    .option("--map <file>", "YAML file that says which column holds what")
    .option("--project <name>", "project of the calls", "default");
  withConnectionOptions(command)
    .option("--json", "print the report as JSON")
    .addHelpText("after", MAP_HELP)
    .action((file: string, options: ImportOptions) => runImport(file, options, io));
}

async function runImport(file: string, options: ImportOptions, io: Io): Promise<void> {
  if (options.format === undefined && options.map === undefined) return runImportOfExport(file, options, io);
  if (options.map === undefined)
    throw new QuestionError("--format csv needs --map FILE: which column holds what");
  const map = readMap(options.map);
  const connection = await openConnection(options, "write", io);
  try {
    const job = {
      path: file,
      map,
      project: options.project,
      connection,
      pause: sleep,
      onProgress: progressLine(io),
    };
    const report = await importFile(job, io.now());
    io.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : printImport(report, io.terminal));
  } finally {
    await connection.close();
  }
}

async function runImportOfExport(file: string, options: ImportOptions, io: Io): Promise<void> {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true)
    throw new QuestionError(`there is no file ${file}`);
  const connection = await openConnection(options, "write", io);
  try {
    const imported = await importExport(connection, file, progressLine(io));
    const { what, rows, stored, duplicate } = imported;
    const line = `${file}: ${formatCount(rows)} ${what}, ${formatCount(stored)} stored, ${formatCount(duplicate)} stored before`;
    io.write(options.json ? `${JSON.stringify({ file, ...imported }, null, 2)}\n` : `${line}\n`);
  } finally {
    await connection.close();
  }
}

function readMap(path: string): ColumnMap {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new QuestionError(
      `there is no file ${path}; --map names the file that says which column holds what`,
    );
  }
  return readColumnMap(readFileSync(path, "utf8"), path);
}

/** One line on the terminal that is written over; in a file it would only be noise. */
function progressLine(io: Io): (rows: number) => void {
  if (!io.terminal.interactive) return () => {};
  return (rows) => io.talk(`\r${formatCount(rows)} rows\u001B[K\r`);
}
