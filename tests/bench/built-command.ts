import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");

/** For `describe.skipIf`: true, with a plain word on stderr, where the command is not built. */
export function commandMissing(): boolean {
  const missing = !existsSync(join(ROOT, "packages/cli/dist/main.js"));
  if (missing)
    process.stderr.write("skipped: the command is not built; `npm test` and `npm run build` build it\n");
  return missing;
}

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command as it is installed, in a process of its own, to its end. */
export function promptprof(cwd: string, ...args: readonly string[]): Promise<Ended> {
  const options = { cwd, env: { PATH: process.env["PATH"] } };
  const command = join(ROOT, "packages/cli/bin/promptprof.mjs");
  return new Promise((resolve) => {
    execFile(process.execPath, [command, ...args], options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
    });
  });
}
