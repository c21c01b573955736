// The command in a process of its own, from its sources, for tests that kill it. At its end it names what it has loaded.
import { register } from "node:module";

register("../tiny-model/load-typescript.mjs", import.meta.url);
const { run } = await import("../../packages/cli/src/run.ts");
const { processIo } = await import("../../packages/cli/src/terminal/process-io.ts");
const code = await run(process.argv.slice(2), processIo());
const engine = process.report.getReport().sharedObjects.filter((path) => path.includes("chdb"));
process.stderr.write(`engine: ${engine.join() || "none"}\n`, () => process.exit(code));
