import type { Command } from "commander";
import type { Connection } from "../connection/connection.ts";
import { openConnection, type ConnectionOptions } from "../connection/open-connection.ts";
import { formatCount } from "@promptprof/model/format";
import { QuestionError } from "../question-error.ts";
import { askReprice, type RepriceRange } from "../reprice/ask-reprice.ts";
import { printReprice } from "../reprice/print-reprice.ts";
import type { Io } from "../terminal/io.ts";
import { askedRange, type RangeOptions } from "../top/time-range.ts";
import { withConnectionOptions } from "./shared-options.ts";

interface RepriceOptions extends ConnectionOptions, RangeOptions {
  readonly project?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

const HELP = `
The prices are those of the price list of this version and of promptprof.yaml. A
running server knows the promptprof.yaml it was started with: start it again
after a change of prices.

A call that changes gets a correction beside it, and every sum follows; what was
stored is never edited. Running it again changes nothing. Percentiles of the
cost keep the first price of a call that had one.

Examples:
  promptprof reprice --last 7d
  promptprof reprice --from 2026-10-01 --to 2026-11-01 --yes
`;

/** `promptprof reprice`: history at today's prices. */
export function addReprice(program: Command, io: Io): void {
  const command = program
    .command("reprice")
    .description("show what stored calls cost at today's prices, and with --yes correct them")
    .option("--from <time>", "start, ISO 8601 or epoch ms; without a zone it is UTC")
    .option("--to <time>", "end, exclusive (default: now)")
    .option("--last <length>", "instead of --from, how far back: 90m, 24h, 7d, 2w")
    .option("--project <name>", "only this project")
    .option("--yes", "write the corrections after showing them");
  withConnectionOptions(command)
    .option("--json", "print the answer as JSON")
    .addHelpText("after", HELP)
    .action((options: RepriceOptions) => runReprice(options, io));
}

async function runReprice(options: RepriceOptions, io: Io): Promise<void> {
  const range = rangeOf(options, io.now());
  const connection = await openConnection(options, options.yes ? "write" : "read", io);
  try {
    await reprice(connection, range, options, io);
  } finally {
    await connection.close();
  }
}

async function reprice(
  connection: Connection,
  range: RepriceRange,
  { yes = false, json = false }: RepriceOptions,
  io: Io,
): Promise<void> {
  const found = await askReprice(connection, range, false, progress(io, "looked at"));
  if (!json) io.write(printReprice(found, io.terminal));
  const writes = yes && found.changed > 0;
  const answer = writes ? await askReprice(connection, range, true, progress(io, "corrected among")) : found;
  if (json) io.write(`${JSON.stringify(answer, null, 2)}\n`);
  else if (writes) io.write(`${formatCount(answer.changed)} calls corrected\n`);
  else if (found.changed > 0) io.write("nothing was written; --yes writes it\n");
}

function rangeOf(options: RepriceOptions, now: number): RepriceRange {
  if (options.from === undefined && options.last === undefined)
    throw new QuestionError("say which calls: --from TIME, or --last 7d");
  const { from, to } = askedRange(options, now);
  if (from === null) throw new QuestionError("--last all has no start to go through day by day; give --from");
  return { from: Math.floor(from), to: Math.ceil(to), project: options.project ?? null };
}

/** A line that is written over, where somebody watches. */
function progress({ terminal, talk }: Io, what: string): (calls: number) => void {
  return (calls) => {
    if (terminal.interactive) talk(`\r${what} ${formatCount(calls)} calls \r`);
  };
}
