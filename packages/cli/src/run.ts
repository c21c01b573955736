import { Command, CommanderError } from "commander";
import { addTop } from "./commands/top.ts";
import { FailureError } from "./failure-error.ts";
import { QuestionError } from "./question-error.ts";
import type { Io } from "./terminal/io.ts";
import { packageVersion } from "./version.ts";

/** The command's exit codes: others (10 regressed, 11 undecided) belong to the gate. */
export const EXIT = { fine: 0, failure: 1, question: 2 } as const;

/** The whole command: `run(["top", "--json"], io)`. Never throws and never exits; answers the exit code. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    await programFor(io).parseAsync(argv, { from: "user" });
    return EXIT.fine;
  } catch (error) {
    return explain(error, io);
  }
}

function programFor(io: Io): Command {
  const program = new Command("promptprof")
    .description("A continuous profiler for LLM prompts: what each costs in money, tokens and time.")
    .version(packageVersion())
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: io.write,
      writeErr: io.talk,
      outputError: (text) => io.talk(oneLine(text)),
      getOutHelpWidth: () => Math.min(io.terminal.columns, 100),
      getErrHelpWidth: () => Math.min(io.terminal.columns, 100),
      getOutHasColors: () => io.terminal.colour,
      getErrHasColors: () => io.terminal.colour,
    })
    .configureHelp({ sortOptions: false });
  addTop(program, io);
  return program;
}

/** One line on stderr for everything that can be expected; the whole trace for what is our own bug. */
function explain(error: unknown, io: Io): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.question;
  if (error instanceof QuestionError) {
    io.talk(oneLine(error.message));
    return EXIT.question;
  }
  if (error instanceof FailureError) io.talk(oneLine(error.message));
  else
    io.talk(
      `promptprof: this is a bug of promptprof\n${error instanceof Error ? error.stack : String(error)}\n`,
    );
  return EXIT.failure;
}

function oneLine(text: string): string {
  return `promptprof: ${text
    .trim()
    .replace(/^error: /, "")
    .replace(/\s*\n\s*/g, "; ")}\n`;
}
