import { Argument, type Command } from "commander";
import { DEFAULT_DATA_DIR } from "../connection/settings.ts";
import { asQuestion } from "../connection/start.ts";
import { formatCount } from "@promptprof/model/format";
import type { Io } from "../terminal/io.ts";

interface RestoreOptions {
  readonly data: string;
  readonly json?: boolean;
}

const HELP = `
Every file is checked against the sums in the backup before anything is written.
The data folder must be new or empty; it appears whole. The backup stays.

Examples:
  promptprof restore /backups/2026-11-24
  promptprof restore /backups/2026-11-24 --data ./restored
`;

/** `promptprof restore`: a data folder made of a backup. */
export function addRestore(program: Command, io: Io): void {
  program
    .command("restore")
    .description("make a data folder of a backup")
    .addArgument(new Argument("<dir>", "a folder that promptprof backup has written"))
    .option("--data <dir>", "the data folder to make", DEFAULT_DATA_DIR)
    .option("--json", "print the answer as JSON")
    .addHelpText("after", HELP)
    .action((dir: string, options: RestoreOptions) => runRestore(dir, options, io));
}

async function runRestore(dir: string, { data, json = false }: RestoreOptions, io: Io): Promise<void> {
  const { restoreBackup } = await import("@promptprof/server");
  const { takenAt, files } = await asQuestion(() => restoreBackup(dir, data));
  const answer = { data, takenAt, files: files.length };
  const line = `${data}: ${formatCount(files.length)} files, as of ${takenAt}; start with: promptprof serve --data ${data}`;
  io.write(json ? `${JSON.stringify(answer, null, 2)}\n` : `${line}\n`);
}
