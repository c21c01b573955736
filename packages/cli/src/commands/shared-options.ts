import type { Command } from "commander";
import { DEFAULT_CONFIG_FILE, DEFAULT_DATA_DIR, DEFAULT_SERVER } from "../connection/settings.ts";

/** The options of every command that reads or writes calls: which promptprof to talk to. */
export function withConnectionOptions(command: Command): Command {
  return command
    .option("--server <url>", `a running promptprof (default: ${DEFAULT_SERVER} if one runs there)`)
    .option(
      "--data <dir>",
      `open this data folder here instead (default: ${DEFAULT_DATA_DIR} if no server runs)`,
    )
    .option("--config <file>", `config for an opened folder (default: ${DEFAULT_CONFIG_FILE} if present)`);
}

/** Which calls, as in every question of the API. An empty value means "has none". */
export function withSelectionOptions(command: Command): Command {
  return command
    .option("--project <name>", "only this project")
    .option("--environment <name>", "only this environment")
    .option("--service <name>", "only this service")
    .option("--team <name>", "only this team")
    .option("--prompt <name>", "only this prompt")
    .option("--version <id>", "only this version")
    .option("--model <name>", "only this model");
}
