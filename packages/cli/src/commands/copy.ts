import { existsSync } from "node:fs";
import { Command } from "commander";
import { start } from "../connection/start.ts";
import { copyTo } from "../moving/copy-to.ts";
import { printCopy } from "../moving/print-copy.ts";
import { FailureError } from "../failure-error.ts";
import { QuestionError } from "../question-error.ts";
import type { Io } from "../terminal/io.ts";

interface CopyOptions {
  readonly from: string;
  readonly to: string;
  readonly json?: boolean;
}

const HELP = `
The target is an empty database of a ClickHouse server (25.8 or newer) that no
promptprof serves yet; stop the server of the data folder first. Everything is
copied, percentiles of months whose calls are gone too. A copy that was stopped
goes on where it was when the same command is run again.

At the end calls, tokens and money of every table and month are compared; exit
code 1 where they differ. The data folder stays as it is: its user.key belongs
into the data folder of the new server, or the same user gets another hash.

Examples:
  promptprof copy --from .promptprof --to http://user:pass@db:8123/llm
  promptprof serve --store http://user:pass@db:8123/llm
`;

/** `promptprof copy`: from one machine to a ClickHouse server. */
export function addCopy(program: Command, io: Io): void {
  program
    .command("copy")
    .description("copy a data folder to a ClickHouse server, and compare the sums of both")
    .requiredOption("--from <dir>", "the data folder")
    .requiredOption("--to <url>", "the server, with user, password and database")
    .option("--json", "print the sums as JSON")
    .addHelpText("after", HELP)
    .action((options: CopyOptions) => runCopy(options, io));
}

async function runCopy({ from, to, json = false }: CopyOptions, io: Io): Promise<void> {
  if (!existsSync(from)) throw new QuestionError(`there is no data folder ${from}`);
  if (!/^https?:\/\/./.test(to) || !URL.canParse(to))
    throw new QuestionError(
      `--to must be a URL like http://user:pass@host:8123/db, got ${JSON.stringify(to)}`,
    );
  await storeAllOf(from, io);
  const answer = await copyTo(from, to, io);
  io.write(json ? `${JSON.stringify(answer, null, 2)}\n` : printCopy(answer, io.terminal));
  if (!answer.same)
    throw new FailureError("the sums differ: the copy is not good; run the same command again");
}

/** What is acknowledged and still in the journal comes into the store first. */
async function storeAllOf(dataDir: string, io: Io): Promise<void> {
  const options = { dataDir, storeUrl: null, configFile: null, listen: null, webRoot: null };
  const server = await start({ ...options, env: io.environment, log: "silent" });
  try {
    const { status } = await server.fetch("/api/v1/flush", { method: "POST" });
    if (status !== 200) throw new FailureError("what is in the journal could not be stored");
  } finally {
    await server.close();
  }
}
