import { execFile, spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "@promptprof/bench";
import { recorded, recordingIo, type Recorded } from "../../packages/cli/src/recorded-io.case.ts";

const PROGRAM = ["--conditions=@promptprof/source", join(import.meta.dirname, "promptprof.mjs")] as const;

/** Runs `promptprof bench` of a folder's suite in this process. Files that options name are the folder's. */
export function bench(
  folder: string,
  options: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>> = {},
): Promise<Recorded> {
  const files = new Set(["--record", "--replay", "--out"]);
  const given = Object.entries({ "--out": "out", ...options }).flatMap(([name, value]) => [
    name,
    files.has(name) ? join(folder, value) : value,
  ]);
  return recorded(["bench", join(folder, "promptprof.bench.yaml"), ...given], recordingIo({ environment }));
}

export function readRun(folder: string, out = "out"): Run {
  return JSON.parse(readFileSync(join(folder, out, "run.json"), "utf8"));
}

/** The same in a process of its own, to its end. */
export function benchApart(cwd: string, args: readonly string[]): Promise<Omit<Recorded, "stdout">> {
  const options = { cwd, env: { PATH: process.env["PATH"] } };
  return new Promise((resolve) => {
    execFile(process.execPath, [...PROGRAM, "bench", ...args], options, (error, _stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), stderr });
    });
  });
}

/** The same, to be killed. */
export function startBench(cwd: string, args: readonly string[]): ChildProcess {
  const env = { PATH: process.env["PATH"] };
  return spawn(process.execPath, [...PROGRAM, "bench", ...args], { cwd, env, stdio: "ignore" });
}
