import type { Command } from "commander";
import {
  DEFAULT_CONFIG_FILE,
  DEFAULT_DATA_DIR,
  serveSettings,
  type StoreOptions,
} from "../connection/settings.ts";
import { serve } from "../serve/serve.ts";
import { webRoot } from "../serve/web-root.ts";
import type { Io } from "../terminal/io.ts";

export interface ServeCommandOptions extends StoreOptions {
  readonly listen?: string;
  readonly demo?: boolean;
}

const EXAMPLES = `
Every value can also come from promptprof.yaml or from the environment
(PROMPTPROF_DATA_DIR, PROMPTPROF_LISTEN, ...). SIGTERM or Ctrl-C stops it: what
was acknowledged is durable. A second one ends it at once.

Examples:
  promptprof serve
  promptprof serve --demo                   lively traffic, no key, no network
  promptprof serve --data /srv/promptprof --listen 127.0.0.1:0
  promptprof serve --store http://clickhouse:8123

Then send it something:
  OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318 node your-program.js
`;

/** `promptprof serve`: everything on one port. */
export function addServe(program: Command, io: Io): void {
  withServeOptions(
    program.command("serve").description("run promptprof: OTLP in, pages and API out, on one port"),
  )
    .option("--demo", "feed it demo traffic: a week of history, then live")
    .addHelpText("after", EXAMPLES)
    .action((options: ServeCommandOptions) => runServe(options, io));
}

export function withServeOptions(command: Command): Command {
  return command
    .option("--data <dir>", `data folder (default: ${DEFAULT_DATA_DIR})`)
    .option("--listen <host:port>", "where to listen; port 0 takes a free one (default: 127.0.0.1:4318)")
    .option("--store <url>", "a ClickHouse server instead of the embedded engine")
    .option("--config <file>", `config file (default: ${DEFAULT_CONFIG_FILE} if present)`);
}

export async function runServe(options: ServeCommandOptions, io: Io): Promise<void> {
  const settings = await serveSettings(options, io.environment);
  const serveOptions = { ...settings, webRoot: webRoot(), env: io.environment, log: "json" } as const;
  await serve({ options: serveOptions, demo: options.demo === true, hints }, io);
}

function hints(url: string): string[] {
  return [
    `pages     ${url}`,
    `send to   OTEL_EXPORTER_OTLP_ENDPOINT=${url}`,
    `terminal  promptprof top --server ${url}`,
  ];
}
