import type { CompareAnswer } from "@promptprof/server/contract";
import { Option, type Command } from "commander";
import { compareQuestion, type CompareOptions } from "../compare/compare-question.ts";
import { printCompare } from "../compare/print-compare.ts";
import { SIDE_FIELDS } from "../compare/side-words.ts";
import { ask } from "../connection/ask.ts";
import { openConnection, type ConnectionOptions } from "../connection/open-connection.ts";
import type { Io } from "../terminal/io.ts";
import { Verdict } from "../verdict.ts";
import { oneOf } from "./option-values.ts";
import { withConnectionOptions, withSelectionOptions } from "./shared-options.ts";

interface Options extends ConnectionOptions {
  readonly by?: "prompt";
  readonly continuous?: boolean;
  readonly fixed?: boolean;
  readonly json?: boolean;
  readonly failOnWorse?: boolean;
  readonly failOnUndecided?: boolean;
}

const EXAMPLES = `
Examples:
  promptprof compare triage@v3 triage@v4   is the new version better?
  promptprof compare model:gpt-5 model:gpt-5-mini --prompt triage
  promptprof compare --model-a gpt-5 --model-b gpt-5-mini --by prompt
  promptprof compare 2026-11-01..2026-11-08 2026-11-08..2026-11-15
  promptprof compare triage@v3 triage@v4 --fail-on-worse

One side alone: --a-prompt, --b-prompt and so on for version, model, team,
service, environment, project, from and to; --model-a is --a-model.

Exit codes: 0 compared, 10 worse (--fail-on-worse), 11 undecided
(--fail-on-undecided), 1 our failure, 2 the question was wrong.
`;

/** `promptprof compare`: is B better than A? */
export function addCompare(program: Command, io: Io): void {
  const compare = program
    .command("compare")
    .description("is B better than A? two versions, models, times or other selections, with a verdict")
    .argument("[a]", "baseline: PROMPT@VERSION, model:NAME, last:7d or 2026-11-01..2026-11-07")
    .argument("[b]", "candidate, in the same words")
    .option("--last <length>", "how far back both sides reach: 24h, 7d, 2w or all (default: 7d)")
    .option("--from <time>", "start of both, ISO 8601 or epoch ms; without a zone it is UTC")
    .option("--to <time>", "end of both, exclusive (default: now)")
    .option("--by <group>", "prompt: each prompt by itself as well", oneOf("--by", ["prompt"]));
  withSides(withConnectionOptions(withSelectionOptions(compare)))
    .option("--continuous", "intervals that may be looked at again and again (default: up to now)")
    .option("--fixed", "intervals for a number of calls fixed beforehand (default: in the past)")
    .option("--fail-on-worse", "exit with 10 where B is worse")
    .option("--fail-on-undecided", "exit with 11 where it is undecided")
    .option("--json", "print the answer as JSON")
    .addHelpText("after", EXAMPLES)
    .action((a: string | undefined, b: string | undefined, options: Options & CompareOptions) =>
      runCompare([a, b], options, io),
    );
}

/** --a-model, --b-model and their like; --model-a is the same in the other order. The help says so in a sentence. */
function withSides(command: Command): Command {
  for (const side of ["a", "b"]) {
    for (const field of [...SIDE_FIELDS, "from", "to"]) {
      command.addOption(new Option(`--${side}-${field} <value>`).hideHelp());
    }
    command.addOption(new Option(`--model-${side} <name>`).hideHelp());
  }
  return command;
}

async function runCompare(
  words: readonly (string | undefined)[],
  options: Options & CompareOptions,
  io: Io,
): Promise<void> {
  // Read before a store is opened: a wrong word is told at once.
  const question = compareQuestion(words, options, io.now());
  const connection = await openConnection(options, "read", io);
  try {
    const answer = await ask<CompareAnswer>(connection, "/api/v1/compare", {
      ...question,
      by: options.by,
      continuous: continuousOf(options),
    });
    io.write(options.json ? `${JSON.stringify(answer, null, 2)}\n` : printCompare(answer, io.terminal));
    failOn(answer, options);
  } finally {
    await connection.close();
  }
}

function continuousOf({ continuous, fixed }: Options): string | null {
  if (fixed) return "false";
  return continuous ? "true" : null;
}

function failOn({ verdict, prompts }: CompareAnswer, { failOnWorse, failOnUndecided }: Options): void {
  const verdicts = new Set<string>([verdict, ...(prompts ?? []).map((one) => one.verdict)]);
  if (failOnWorse && verdicts.has("worse")) throw new Verdict(10);
  if (failOnUndecided && verdicts.has("undecided")) throw new Verdict(11);
}
