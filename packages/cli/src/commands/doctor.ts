import type { Command } from "commander";
import type { ConnectionOptions } from "../connection/open-connection.ts";
import { examine } from "../doctor/examine.ts";
import { printFindings } from "../doctor/print-findings.ts";
import { FailureError } from "../failure-error.ts";
import type { Io } from "../terminal/io.ts";
import { withConnectionOptions } from "./shared-options.ts";

interface DoctorOptions extends ConnectionOptions {
  readonly json?: boolean;
}

const EXAMPLES = `
Exit code 1 when something does not work; a warning is no failure.

Examples:
  promptprof doctor
  promptprof doctor --json | jq '.findings[] | select(.status != "ok")'
`;

/** `promptprof doctor`: is everything in order, and what is to be done if not? */
export function addDoctor(program: Command, io: Io): void {
  const command = program
    .command("doctor")
    .description("check the set-up: Node.js, config, data folder, server, ledger, prices, size of the store");
  withConnectionOptions(command)
    .option("--json", "print the findings as JSON")
    .addHelpText("after", EXAMPLES)
    .action((options: DoctorOptions) => runDoctor(options, io));
}

async function runDoctor(options: DoctorOptions, io: Io): Promise<void> {
  const findings = await examine(options, io);
  io.write(
    options.json ? `${JSON.stringify({ findings }, null, 2)}\n` : printFindings(findings, io.terminal),
  );
  const failed = findings.filter(({ status }) => status === "failure").map(({ check }) => check);
  if (failed.length > 0) throw new FailureError(`not in order: ${failed.join(", ")}`);
}
