import { Option, type Command } from "commander";
import type { GateOptions } from "../bench-report/judge-run.ts";
import { openReport } from "../bench-report/open-report.ts";
import { printGate } from "../bench-report/print-gate.ts";
import type { Io } from "../terminal/io.ts";
import { Verdict } from "../verdict.ts";

interface Options extends GateOptions {
  readonly json?: boolean;
}

const HELP = `
A limit is METRIC, <= or >=, NUMBER. With a sign it is of the change from base
to head, and fails only what is proven worse by more; without one it is of what
head measured:

  latency_p95 <= +5%       also latency_p50, ttft, tpot, input_tokens,
                           output_tokens, cost, error_rate
  score:exact >= -2pp      a score by its name
  error_rate <= 2%         head alone; also 800ms, 2.5s, $0.01, 0.9
  run_cost <= $2           what the run itself cost

Where a limit of a change is given, the metrics named gate and no others; else
all of them do, by the margins of the suite. --mode not-worse turns the proof
around: a metric passes only if it is proven not worse.

Exit codes: 0 passed, 10 regressed, 11 undecided (with --fail-on-undecided or
--mode not-worse), 1 our failure, 2 the question was wrong.

Examples:
  promptprof gate promptprof-bench
  promptprof gate run.json --limit "latency_p95 <= +5%" --limit "run_cost <= $2"
  promptprof gate run.json --mode not-worse
`;

/** `promptprof gate`: may this change pass? */
export function addGate(program: Command, io: Io): void {
  withGateOptions(program.command("gate"))
    .description("decide whether the change that a bench run measured may pass")
    .argument("<run>", "run.json or report.json of promptprof bench, or its folder")
    .option("--json", "print the decision as JSON")
    .addHelpText("after", HELP)
    .action((path: string, options: Options) => runGate(path, options, io));
}

/** The limits, as `bench`, `gate` and `report` take them. */
export function withGateOptions(command: Command): Command {
  return command
    .option("--limit <text>", "a limit beside those of the suite; may be given again", again)
    .addOption(
      new Option("--mode <name>", "what fails (default: the suite's, else proven-worse)").choices([
        "proven-worse",
        "not-worse",
      ]),
    )
    .option("--fail-on-undecided", "exit 11 where a limit cannot be judged yet");
}

function again(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}

function runGate(path: string, options: Options, io: Io): void {
  const { gate } = openReport(path, options);
  io.write(options.json === true ? `${JSON.stringify(gate, null, 2)}\n` : printGate(gate, io.terminal));
  if (gate.exitCode !== 0) throw new Verdict(gate.exitCode);
}
