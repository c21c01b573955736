import type { Command } from "commander";
import { openConnection } from "../connection/open-connection.ts";
import { asGitQuestion } from "../git-question.ts";
import { askHistory } from "../history/ask-history.ts";
import { fileInGit } from "../history/file-in-git.ts";
import { printHistory } from "../history/print-history.ts";
import type { Io } from "../terminal/io.ts";
import { askedRange } from "../top/time-range.ts";
import { wholeNumber } from "./option-values.ts";

interface HistoryOptions {
  readonly git: string;
  readonly model?: string;
  readonly server?: string;
  readonly prompt?: string;
  readonly last: string;
  readonly limit: number;
  readonly segments?: boolean;
  readonly json?: boolean;
}

const HELP = `
A version is a content: a commit that brings an old text back "returns to v12",
whatever its subject says. Its hash is the one that calls carry: with --server
each version stands beside what it did in production.

Examples:
  promptprof history --git prompts/triage.prompt
  promptprof history --git prompts/triage.md --model gpt-4o --segments
  promptprof history --git triage.prompt --server http://127.0.0.1:4318
  promptprof history --git triage.prompt --json | jq '.versions[-1]'
`;

/** `promptprof history`: what a prompt file was in each of its commits. */
export function addHistory(program: Command, io: Io): void {
  program
    .command("history")
    .description("a prompt file's tokens and cost over all of its commits")
    .requiredOption("--git <path>", "the prompt file, in a git repository; it may be gone by now")
    .option("--model <name>", "whose prices and tokens (default: the model that the file names)")
    .option("--server <url>", "a running promptprof: calls, latency and cost of each version")
    .option("--prompt <name>", "with --server, only calls of this prompt (default: of any)")
    .option("--last <length>", "with --server, how far back: 7d, 4w or all", "30d")
    .option("--limit <n>", "commits at most, the newest first", wholeNumber("--limit", 1, 100_000), 30)
    .option("--segments", "the newest version's segments beside those before")
    .option("--json", "print the answer as JSON: all commits, versions and segments")
    .addHelpText("after", HELP)
    .action((options: HistoryOptions) => runHistory(options, io));
}

async function runHistory(options: HistoryOptions, io: Io): Promise<void> {
  const { git, server, limit, segments = false } = options;
  const now = io.now();
  const range = askedRange({ last: options.last }, now);
  const connection = server === undefined ? null : await openConnection({ server }, "read", io);
  try {
    const { repository, path } = await asGitQuestion(() => fileInGit(git));
    const question = {
      repository,
      path,
      model: options.model ?? null,
      prompt: options.prompt ?? null,
      range,
      now,
    };
    const answer = await asGitQuestion(() => askHistory(question, connection));
    if (options.json) io.write(`${JSON.stringify(answer, null, 2)}\n`);
    else io.write(printHistory(answer, { limit, segments }, io.terminal));
  } finally {
    await connection?.close();
  }
}
