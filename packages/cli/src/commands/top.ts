import type { Grouping, Selection } from "@promptprof/server/contract";
import type { Command } from "commander";
import { openConnection, type ConnectionOptions } from "../connection/open-connection.ts";
import { QuestionError } from "../question-error.ts";
import type { Io } from "../terminal/io.ts";
import { askTop } from "../top/ask-top.ts";
import { printTop } from "../top/print-top.ts";
import { askedRange, type RangeOptions } from "../top/time-range.ts";
import { GROUPS, SORTS, type Sort, type TopQuestion } from "../top/top-question.ts";
import { watchTop } from "../top/watch-top.ts";
import { oneOf, wholeNumber } from "./option-values.ts";
import { withConnectionOptions, withSelectionOptions } from "./shared-options.ts";

interface TopOptions extends ConnectionOptions, RangeOptions, Omit<Selection, "from" | "to"> {
  readonly by: Grouping;
  readonly sort: Sort;
  readonly limit: number;
  readonly json?: boolean;
  readonly watch?: boolean;
}

const EXAMPLES = `
Examples:
  promptprof top                           the last 24 hours, prompts by cost
  promptprof top --last 7d --sort p95      the slowest prompts of a week
  promptprof top --last all --by model     every model ever called
  promptprof top --prompt support-triage --by version
  promptprof top --watch                   redraws each second; q quits
  promptprof top --json | jq '.rows[0]'
`;

/** `promptprof top`: where the money and the seconds go. */
export function addTop(program: Command, io: Io): void {
  const top = program
    .command("top")
    .description(
      "prompts by cost, with calls, tokens, latency and errors (models, where calls name no prompt)",
    )
    .option("--last <length>", "how far back: 90m, 24h, 7d, 2w or all (default: 24h)")
    .option("--from <time>", "start, ISO 8601 or epoch ms; without a zone it is UTC")
    .option("--to <time>", "end, exclusive (default: now)")
    .option("--by <group>", GROUPS.join(", "), oneOf("--by", GROUPS), "prompt")
    .option("--sort <value>", SORTS.join(", "), oneOf("--sort", SORTS), "cost")
    .option("--limit <n>", "rows at most", wholeNumber("--limit", 1, 1000), 20);
  withConnectionOptions(withSelectionOptions(top))
    .option("--watch", "redraw each second")
    .option("--json", "print the answer as JSON")
    .addHelpText("after", EXAMPLES)
    .action((options: TopOptions) => runTop(options, io));
}

async function runTop(options: TopOptions, io: Io): Promise<void> {
  if (options.watch && (io.onKey === null || !io.terminal.interactive)) {
    throw new QuestionError("--watch needs a terminal; without one leave it out, or use --json");
  }
  // Read before a store is opened: a wrong time is told at once.
  const question = questionOf(options, io.now());
  const connection = await openConnection(options, "read", io);
  try {
    if (options.json) io.write(`${JSON.stringify(await askTop(connection, question), null, 2)}\n`);
    else if (!options.watch) io.write(printTop(await askTop(connection, question), io.terminal));
    else {
      const draw = async () => printTop(await askTop(connection, questionOf(options, io.now())), io.terminal);
      await watchTop(draw, io);
    }
  } finally {
    await connection.close();
  }
}

function questionOf(options: TopOptions, now: number): TopQuestion {
  const { project, environment, service, team, prompt, version, model, by, sort, limit } = options;
  const given = Object.entries({ project, environment, service, team, prompt, version, model });
  const selection = Object.fromEntries(given.filter(([, value]) => value !== undefined));
  return { range: askedRange(options, now), selection, by, sort, limit };
}
