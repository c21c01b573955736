import { Command, CommanderError } from "commander";
import { addDemo } from "./commands/demo.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addImport } from "./commands/import.ts";
import { addReconcile } from "./commands/reconcile.ts";
import { addServe } from "./commands/serve.ts";
import { addTop } from "./commands/top.ts";
import { FailureError } from "./failure-error.ts";
import { QuestionError } from "./question-error.ts";
import type { Io } from "./terminal/io.ts";
import { Verdict } from "./verdict.ts";
import { packageVersion } from "./version.ts";

/** The command's exit codes: others (10 regressed, 11 undecided) belong to the gate. */
export const EXIT = { fine: 0, failure: 1, question: 2 } as const;

const EXAMPLES = `
Examples:
  promptprof serve            receive OTLP on http://127.0.0.1:4318
  promptprof demo             the same with lively traffic, no key, no network
  promptprof top --last 7d    where the money and the seconds went

Exit codes: 0 fine, 1 our failure, 2 the question was wrong.
`;

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
    .addHelpText("after", EXAMPLES)
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
  addServe(program, io);
  addDemo(program, io);
  addTop(program, io);
  addImport(program, io);
  addReconcile(program, io);
  addDoctor(program, io);
  return program;
}

/** One line on stderr for everything that can be expected; the whole trace for what is our own bug. */
function explain(error: unknown, io: Io): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.question;
  if (error instanceof Verdict) return error.exitCode;
  if (error instanceof QuestionError) {
    io.talk(lines(error.message));
    return EXIT.question;
  }
  if (error instanceof FailureError) io.talk(lines(error.message));
  else
    io.talk(
      `promptprof: this is a bug of promptprof\n${error instanceof Error ? error.stack : String(error)}\n`,
    );
  return EXIT.failure;
}

/** Several mistakes of one file are several lines. */
function lines(message: string): string {
  return message.split("\n").map(oneLine).join("");
}

/** The parser of arguments writes `error: ...` and hints on lines of their own. */
function oneLine(text: string): string {
  const line = text
    .trim()
    .replace(/^error: /, "")
    .replaceAll(/\s*\n\s*/g, " ");
  return `promptprof: ${line}\n`;
}
