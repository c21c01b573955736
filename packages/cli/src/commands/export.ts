import { Option, type Command } from "commander";
import { openConnection, type ConnectionOptions } from "../connection/open-connection.ts";
import { formatBytes } from "../format/bytes.ts";
import { exportFile, type ExportJob } from "../moving/export-file.ts";
import { QuestionError } from "../question-error.ts";
import type { Io } from "../terminal/io.ts";
import { askedRange } from "../top/time-range.ts";
import { withConnectionOptions } from "./shared-options.ts";

interface ExportOptions extends ConnectionOptions {
  readonly format: ExportJob["format"];
  readonly what: ExportJob["what"];
  readonly from?: string;
  readonly to?: string;
  readonly project?: string;
  readonly out: string;
  readonly json?: boolean;
}

const HELP = `
A file of calls has one row a call with everything that is kept of it, at the
price of today; earlier prices stand beside it. Money is nano-dollars, lengths
of time are microseconds, an empty text means "has none". What is kept of calls
is numbers and hashes: there is no text of anybody in it.

promptprof import takes a file back without a difference.

Examples:
  promptprof export --format parquet --out calls.parquet
  promptprof export --format jsonl --from 2026-11-01 | gzip > november.jsonl.gz
  promptprof export --format csv --what scores --out scores.csv
`;

/** `promptprof export`: calls or scores as a file. */
export function addExport(program: Command, io: Io): void {
  const command = program
    .command("export")
    .description("write calls or scores of any range as a file, to keep, to move or for other programs")
    .addOption(
      new Option("--format <name>", "how to write")
        .choices(["parquet", "csv", "jsonl"])
        .makeOptionMandatory(),
    )
    .addOption(new Option("--what <name>", "what to write").choices(["calls", "scores"]).default("calls"))
    .option("--from <time>", "start, ISO 8601 or epoch ms; without a zone it is UTC (default: the first)")
    .option("--to <time>", "end, exclusive (default: the last)")
    .option("--project <name>", "only this project")
    .option("--out <file>", "where to write; - is standard output", "-");
  withConnectionOptions(command)
    .option("--json", "say what was written as JSON; needs --out FILE")
    .addHelpText("after", HELP)
    .action((options: ExportOptions) => runExport(options, io));
}

async function runExport(options: ExportOptions, io: Io): Promise<void> {
  const { format, what, out, project = null, json = false } = options;
  if (json && out === "-") throw new QuestionError("--json says what was written to a file: add --out FILE");
  if (format === "parquet" && out === "-" && io.terminal.interactive)
    throw new QuestionError("Parquet is not for a terminal: add --out FILE");
  const job: ExportJob = { format, what, out, project, ...rangeOf(options, io.now()) };
  const connection = await openConnection(options, "read", io);
  try {
    const bytes = await exportFile(connection, job, io);
    if (json) io.write(`${JSON.stringify({ file: out, what, format, bytes }, null, 2)}\n`);
    else if (out !== "-") io.write(`${out}: ${formatBytes(bytes)} of ${what} as ${format}\n`);
  } finally {
    await connection.close();
  }
}

function rangeOf({ from, to }: ExportOptions, now: number): Pick<ExportJob, "from" | "to"> {
  const range = askedRange(
    { ...(from === undefined ? { last: "all" } : { from }), ...(to === undefined ? {} : { to }) },
    to === undefined ? Math.max(now, LAST_MS) : now,
  );
  return { from: range.from, to: to === undefined ? null : range.to };
}

/** Behind every time that can be asked for. */
const LAST_MS = Date.UTC(2100, 0, 1);
