import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

// Signals, pipes and exit codes belong to a real process, and Node.js 20 cannot run the sources.
const root = fileURLToPath(new URL("../../../", import.meta.url));
const main = join(root, "packages/cli/dist/main.js");

let folder: string;
beforeAll(() => {
  const compiler = join(root, "node_modules/typescript-7/bin/tsc");
  const built = spawnSync(process.execPath, [compiler, "-b", "packages/cli"], {
    cwd: root,
    encoding: "utf8",
  });
  if (built.status !== 0) throw new Error(`the command does not compile:\n${built.stdout}`);
  folder = mkdtempSync(join(tmpdir(), "promptprof-main-"));
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Serving {
  readonly server: ChildProcess;
  readonly url: string;
  readonly stdout: () => string;
}

async function serving(name: string): Promise<Serving> {
  const argv = [main, "serve", "--data", join(folder, name), "--listen", "127.0.0.1:0"];
  const server = spawn(process.execPath, argv, { stdio: ["ignore", "pipe", "ignore"] });
  let stdout = "";
  server.stdout.setEncoding("utf8").on("data", (text: string) => void (stdout += text));
  while (!stdout.includes("\n")) await once(server.stdout, "data");
  return { server, url: stdout.replace("promptprof ready on ", "").trim(), stdout: () => stdout };
}

describe("the process", () => {
  test.each(["SIGTERM", "SIGINT"] as const)("serves until %s and ends with exit code 0", async (signal) => {
    const { server, url, stdout } = await serving(signal);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    server.kill(signal);
    expect(await once(server, "exit")).toEqual([0, null]);
    expect(stdout()).toBe(`promptprof ready on ${url}\n`);
  });

  test("takes a signal that comes twice at once, as Ctrl-C under npm does, for one wish", async () => {
    const { server } = await serving("twice");
    server.kill("SIGINT");
    server.kill("SIGINT");
    expect(await once(server, "exit")).toEqual([0, null]);
  });

  test("ends with exit code 2 and one line on stderr when the question was wrong", () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [main, "top", "--last", "soon"], {
      encoding: "utf8",
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^promptprof: --last must be [^\n]*\n$/);
  });

  test("ends quietly when its reader has seen enough", async () => {
    const command = spawn(process.execPath, [main, "import", "--help"], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stderr = "";
    command.stderr.setEncoding("utf8").on("data", (text: string) => void (stderr += text));
    command.stdout.destroy();
    expect(await once(command, "exit")).toEqual([0, null]);
    expect(stderr).toBe("");
  });

  test("paints nothing and cuts nothing where it writes into a file", () => {
    const { stdout } = spawnSync(process.execPath, [main, "--help"], { encoding: "utf8" });
    expect(stdout).toMatch(/^Usage: promptprof/);
    expect(stdout).not.toContain("\u001B");
  });
});
