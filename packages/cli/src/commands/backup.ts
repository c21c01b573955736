import { resolve } from "node:path";
import type { BackupAnswer } from "@promptprof/server/contract";
import { Argument, type Command } from "commander";
import { errorOf } from "../connection/ask.ts";
import { openConnection, type ConnectionOptions } from "../connection/open-connection.ts";
import { refusal } from "../connection/read-stream.ts";
import { formatBytes } from "../format/bytes.ts";
import { formatCount } from "@promptprof/model/format";
import type { Io } from "../terminal/io.ts";
import { withConnectionOptions } from "./shared-options.ts";
import { text } from "node:stream/consumers";

interface BackupOptions extends ConnectionOptions {
  readonly json?: boolean;
}

const HELP = `
The server goes on taking calls. Everything it had acknowledged when the backup
was taken is in it: the store, the journal, and the key that makes the hashes of
users. The key is a secret: keep the folder as you keep the data folder.

On the same disk files are linked, not copied, and cost no space until the store
drops them. Copy the folder to another disk or machine to be safe from the loss
of this one. The folder appears whole; one that ends in .part was cut short.

Examples:
  promptprof backup /backups/2026-11-24
  promptprof backup /backups/today --data ./data --json
`;

/** `promptprof backup`: everything of a data folder, while it is served. */
export function addBackup(program: Command, io: Io): void {
  const command = program
    .command("backup")
    .description("write everything that is kept into a new folder, while calls come in")
    .addArgument(new Argument("<dir>", "the new folder, on the machine of the server"));
  withConnectionOptions(command)
    .option("--json", "print the answer as JSON")
    .addHelpText("after", HELP)
    .action((dir: string, options: BackupOptions) => runBackup(resolve(dir), options, io));
}

async function runBackup(dir: string, options: BackupOptions, io: Io): Promise<void> {
  const connection = await openConnection(options, "read", io);
  try {
    const path = `/api/v1/backup?${new URLSearchParams({ dir }).toString()}`;
    // Sums of many gigabytes take more than the minute that other answers may take.
    const { status, body } = await connection.stream(path, { method: "POST" });
    const said = await text(body);
    if (status !== 200) throw refusal(status, errorOf(said) ?? `${path}: status ${status}`);
    const answer: BackupAnswer = JSON.parse(said);
    const { files, bytes, takenAt } = answer;
    const line = `${dir}: ${formatCount(files)} files, ${formatBytes(bytes)}, as of ${takenAt}`;
    io.write(options.json ? `${JSON.stringify(answer, null, 2)}\n` : `${line}\n`);
  } finally {
    await connection.close();
  }
}
