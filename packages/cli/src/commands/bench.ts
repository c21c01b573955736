import type { Command } from "commander";
import { bench, type BenchOptions } from "../bench/bench.ts";
import { readFormats } from "../bench-report/read-formats.ts";
import { QuestionError } from "../question-error.ts";
import type { Io } from "../terminal/io.ts";
import { withGateOptions } from "./gate.ts";
import { wholeNumber } from "./option-values.ts";

const DEFAULT_SUITE = "promptprof.bench.yaml";
const DEFAULT_OUT = "promptprof-bench";

const HELP = `
Without --base every prompt of the suite is run as it is. With it, only prompts
whose text, model, parameters or tools differ from where the branch began are
run, on both sides, side by side. Keys come from the environment.

What came of it is printed and written to --out: run.json with every call, and
report.json, report.md and report.html. Limits are those of promptprof gate,
and so are the exit codes: 0 passed, 10 regressed, 11 undecided where asked.

Ctrl-C ends a run with what is there; --resume goes on with it and repeats no
call. What a run spends on calls without a price is not counted.

Examples:
  promptprof bench
  promptprof bench --base origin/main --max-usd 2 --format junit,sarif
  promptprof bench --base origin/main --limit "latency_p95 <= +5%"
  promptprof bench --base origin/main --record bench.cassette
  promptprof bench --base origin/main --replay bench.cassette
  promptprof bench suites/triage.mjs --repeats 5 --adaptive --out out/triage
`;

/** `promptprof bench`: a change of a prompt, measured before it ships. */
export function addBench(program: Command, io: Io): void {
  withGateOptions(program.command("bench"))
    .description("run a suite of prompts; with --base, base and head side by side")
    .argument("[suite]", "YAML file or module, or a promptfooconfig.yaml", DEFAULT_SUITE)
    .option("--base <ref>", "compare with the prompts where the branch left this one")
    .option("--record <file>", "keep requests and answers in a cassette")
    .option("--replay <file>", "answer from a cassette, without a key and without a network")
    .option("--real-time", "with --replay, wait as long as the calls took")
    .option("--adaptive", "stop calling a prompt once its verdict is clear")
    .option("--resume", "go on with the run that was left in --out")
    .option("--out <dir>", "folder for run.json, its log and its reports", DEFAULT_OUT)
    .option("--format <names>", "reports beside json, md and html: junit, sarif, csv", readFormats)
    .option("--repeats <n>", "calls of each case on each side", wholeNumber("--repeats", 1, 1000))
    .option("--max-usd <n>", "US dollars that the run may spend", usd)
    .option("--concurrency <n>", "calls in flight at once", wholeNumber("--concurrency", 1, 1000))
    .option(
      "--seed <n>",
      "order of the calls, as an earlier run printed it",
      wholeNumber("--seed", 0, 2 ** 31 - 1),
    )
    .option("--server <url>", "also send the calls to this promptprof")
    .option("--json", "print the run as JSON")
    .addHelpText("after", HELP)
    .action((suite: string, options: BenchOptions) => bench(suite, options, io));
}

function usd(text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new QuestionError(`--max-usd must be a number above 0, got ${JSON.stringify(text)}`);
}
