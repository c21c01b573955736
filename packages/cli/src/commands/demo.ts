import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import type { Io } from "../terminal/io.ts";
import { runServe, withServeOptions, type ServeCommandOptions } from "./serve.ts";

const EXAMPLES = `
Without --data the calls lie in a temporary folder, which goes when the demo
stops.

Something to find: a prompt whose p95 got worse two days ago while its median
did not move, one whose retrieved context grows day by day, one whose model has
no price, and 25 minutes in which a provider was overloaded.

Examples:
  promptprof demo
  promptprof demo --listen 127.0.0.1:0 --data ./demo-data
`;

/** `promptprof demo`: a week of believable traffic and more every second, without a key or a network. */
export function addDemo(program: Command, io: Io): void {
  withServeOptions(
    program.command("demo").description("run promptprof with lively demo traffic; leaves nothing behind"),
  )
    .addHelpText("after", EXAMPLES)
    .action((options: ServeCommandOptions) => runDemo(options, io));
}

async function runDemo(options: ServeCommandOptions, io: Io): Promise<void> {
  if (options.data !== undefined || options.store !== undefined)
    return runServe({ ...options, demo: true }, io);
  const data = mkdtempSync(join(tmpdir(), "promptprof-demo-"));
  try {
    return await runServe({ ...options, data, demo: true }, io);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}
