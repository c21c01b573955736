#!/usr/bin/env node
import { run } from "./run.ts";
import { processIo } from "./terminal/process-io.ts";

const code = await run(process.argv.slice(2), processIo());
// The engine keeps threads of its own; what was written is out before the process ends.
process.stdout.write("", () => process.exit(code));
