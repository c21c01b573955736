import { Command, CommanderError } from "commander";
import { FailureError } from "./failure-error.ts";
import { QuestionError } from "./question-error.ts";
import type { Io } from "./terminal/io.ts";
import { Verdict } from "./verdict.ts";
import { packageVersion } from "./version.ts";

/** The command's exit codes: others (10 regressed, 11 undecided) belong to the gate. */
export const EXIT = { fine: 0, failure: 1, question: 2 } as const;

type AddCommand = (program: Command, io: Io) => void;

/** In the order of the help. Only the one that is asked for is loaded: some bring a price list, some an engine. */
const COMMANDS: Readonly<Record<string, () => Promise<AddCommand>>> = {
  serve: async () => (await import("./commands/serve.ts")).addServe,
  demo: async () => (await import("./commands/demo.ts")).addDemo,
  top: async () => (await import("./commands/top.ts")).addTop,
  compare: async () => (await import("./commands/compare.ts")).addCompare,
  bench: async () => (await import("./commands/bench.ts")).addBench,
  gate: async () => (await import("./commands/gate.ts")).addGate,
  report: async () => (await import("./commands/report.ts")).addReport,
  history: async () => (await import("./commands/history.ts")).addHistory,
  revert: async () => (await import("./commands/revert.ts")).addRevert,
  import: async () => (await import("./commands/import.ts")).addImport,
  export: async () => (await import("./commands/export.ts")).addExport,
  backup: async () => (await import("./commands/backup.ts")).addBackup,
  restore: async () => (await import("./commands/restore.ts")).addRestore,
  copy: async () => (await import("./commands/copy.ts")).addCopy,
  reconcile: async () => (await import("./commands/reconcile.ts")).addReconcile,
  reprice: async () => (await import("./commands/reprice.ts")).addReprice,
  doctor: async () => (await import("./commands/doctor.ts")).addDoctor,
};

const EXAMPLES = `
Examples:
  promptprof serve            receive OTLP on http://127.0.0.1:4318
  promptprof demo             the same with lively traffic, no key, no network
  promptprof top --last 7d    where the money and the seconds went

Exit codes: 0 fine, 1 our failure, 2 the question was wrong; a gate has 10 and
11 too.
`;

/** The whole command: `run(["top", "--json"], io)`. Never throws and never exits; answers the exit code. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    const program = programFor(io);
    for (const load of commandsFor(argv)) (await load())(program, io);
    await program.parseAsync(argv, { from: "user" });
    return EXIT.fine;
  } catch (error) {
    return explain(error, io);
  }
}

/** The named command, else all of them: for the help, and to tell what a wrong name may have meant. */
function commandsFor([name = ""]: readonly string[]): (() => Promise<AddCommand>)[] {
  const named = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  return named === undefined ? Object.values(COMMANDS) : [named];
}

function programFor(io: Io): Command {
  return new Command("promptprof")
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
