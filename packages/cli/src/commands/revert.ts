import { revertPrompt } from "@promptprof/bench";
import { formatCount } from "@promptprof/model/format";
import { Argument, type Command } from "commander";
import { asGitQuestion } from "../git-question.ts";
import { fileInGit } from "../history/file-in-git.ts";
import { QuestionError } from "../question-error.ts";
import { printable } from "../terminal/printable.ts";
import type { Io } from "../terminal/io.ts";

interface RevertOptions {
  readonly git?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

const HELP = `
VERSION is v12 as promptprof history counts, or the first digits of a version's
hash or of a commit's id. The text goes into the working tree; nothing is staged
or committed. A file with changes that no commit has is left alone.

Examples:
  promptprof revert prompts/triage.prompt@v12
  promptprof revert triage@3f9a2c --git prompts/triage.prompt
`;

/** `promptprof revert`: writes an older text of a prompt back. */
export function addRevert(program: Command, io: Io): void {
  program
    .command("revert")
    .description("write an older version of a prompt file back into the working tree")
    .addArgument(new Argument("<version>", "PROMPT@VERSION: the prompt's file, or its name with --git"))
    .option("--git <path>", "the prompt file, where the argument gives a name")
    .option("--force", "write over changes that no commit has")
    .option("--json", "print the answer as JSON")
    .addHelpText("after", HELP)
    .action((wanted: string, options: RevertOptions) => runRevert(wanted, options, io));
}

async function runRevert(wanted: string, { git, force = false, json }: RevertOptions, io: Io): Promise<void> {
  const at = wanted.lastIndexOf("@");
  if (at < 1 || at === wanted.length - 1)
    throw new QuestionError(
      `say which version, like prompts/triage.prompt@v12; got ${JSON.stringify(wanted)}`,
    );
  const file = git ?? wanted.slice(0, at);
  const reverted = await asGitQuestion(async () => {
    const { repository, path } = await fileInGit(file);
    return revertPrompt(repository, path, wanted.slice(at + 1), { force });
  });
  const { path, number, version, commit, bytes } = reverted;
  if (json) io.write(`${JSON.stringify(reverted, null, 2)}\n`);
  else
    io.write(
      `${printable(path, io.terminal)}: v${number} (${version}) of commit ${commit.slice(0, 7)}, ${formatCount(bytes)} bytes written; not committed\n`,
    );
}
