import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { groupBy } from "@promptprof/model";
import { passAtK, passHatK } from "@promptprof/stats";
import * as z from "zod";
import { expectedTexts, textOfValue } from "./expected-text.ts";
import { runLimited, type LimitedRun } from "./run-limited.ts";
import type { ItemOfTotal, Scorer, ToScore, Total } from "./scorer.ts";

export interface CodeConfig {
  readonly name?: string | undefined;
  readonly command: readonly string[];
  readonly file: string;
  readonly program: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly outputBytes: number;
  readonly k: readonly number[];
}

export const CodeConfig: z.ZodType<CodeConfig> = z.strictObject({
  name: z.string().min(1).optional(),
  command: z
    .union([
      z
        .string()
        .min(1)
        .transform((program) => [program]),
      z.array(z.string().min(1)).min(1),
    ])
    .describe("what runs the program's file: node, python3, or a list of program and arguments"),
  file: z
    .string()
    .regex(/^[\w.-]+$/)
    .default("program.mjs")
    .describe("name of the program's file"),
  program: z
    .string()
    .default("{{output}}\n{{expected}}\n")
    .describe(
      "the file's text; {{output}} is the code, {{expected}} the tests, other names are the case's variables",
    ),
  timeoutMs: z.int().min(1).max(600_000).default(10_000),
  memoryMb: z.int().min(16).default(512),
  outputBytes: z.int().min(1024).default(1_000_000),
  k: z.array(z.int().min(1)).min(1).default([1]).describe("for which k the total says pass@k and pass^k"),
});

/**
 * 1 where the program, tests and all, exits with 0. Each run has a fresh folder, an environment without the suite's
 * secrets, and limits of time, memory and output. The totals are pass@k and pass^k over the repeats of each case.
 */
export function codeScorer(config: CodeConfig): Scorer {
  const name = config.name ?? "code";
  return {
    name,
    binary: true,
    needsExpected: config.program.includes("{{expected}}"),
    range: [0, 1],
    goodFor: "Programs: whether they pass the tests of the case.",
    notFor:
      "Whether they are well written; and code of strangers, for the process is limited but no sandbox.",
    score: async (item) => {
      const run = await runProgram(config, programOf(config.program, item), item.signal);
      const reason = whyFailed(run);
      return [{ name, value: reason === null ? 1 : 0, reason }];
    },
    total: (items) => config.k.flatMap((k) => totalsOf(name, items, k)),
  };
}

const FENCED = /```[^\n]*\n([\s\S]*?)```/g;

/** The code of an output: its longest fenced block, else all of it. */
function codeIn(output: string): string {
  const blocks = [...output.matchAll(FENCED)].map((block) => block[1] ?? "");
  return blocks.toSorted((a, b) => b.length - a.length)[0] ?? output;
}

function programOf(template: string, { input, output, expected }: ToScore): string {
  // One pass: braces in the code itself are left alone.
  return template.replaceAll(/\{\{([\w-]+)\}\}/g, (_, name: string) => {
    if (name === "output") return codeIn(output);
    if (name === "expected") return expectedTexts(expected).join("\n");
    const value = input[name];
    if (value === undefined)
      throw new Error(`the program needs a variable ${name}, which the case does not have`);
    return textOfValue(value);
  });
}

async function runProgram(
  { command, file, timeoutMs, memoryMb, outputBytes }: CodeConfig,
  program: string,
  signal: AbortSignal,
): Promise<LimitedRun> {
  const folder = await mkdtemp(join(tmpdir(), "promptprof-code-"));
  try {
    await writeFile(join(folder, file), program);
    const [executable = "node", ...args] = command;
    return await runLimited({
      command: [executable, ...args, file],
      folder,
      // The path alone, to find the program by; no key of a provider.
      env: { PATH: process.env["PATH"] ?? "/usr/bin:/bin", HOME: folder, TMPDIR: folder, LANG: "C.UTF-8" },
      timeoutMs,
      memoryMb,
      outputBytes,
      signal,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** null for a program that passed. @throws Error where it was not run, which says nothing about it */
function whyFailed(run: LimitedRun): string | null {
  if (run.kind === "not started") throw new Error(run.reason);
  if (run.kind === "killed" && run.why === "cancelled") throw new Error("the run was stopped");
  if (run.kind === "killed") return run.why === "time" ? "it took too long" : "it wrote too much";
  if (run.kind === "crashed") return `it crashed (${run.by})`;
  // The shell's own answers: 126 and 127 mean that the command is not there, so no program has failed.
  if (run.code === 126 || run.code === 127)
    throw new Error(`the command cannot be run: ${lastLine(run.output)}`);
  return run.code === 0 ? null : `it exited with ${run.code}: ${lastLine(run.output)}`;
}

function lastLine(output: string): string {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  const error = lines.findLast((line) => /^\s*\w*(?:Error|Exception)\b/.test(line));
  return (error ?? lines.at(-1) ?? "no output").trim().slice(0, 200);
}

function totalsOf(name: string, items: readonly ItemOfTotal[], k: number): readonly Total[] {
  const cases = repeatsByCase(items);
  const enough = cases.filter((repeats) => repeats.length >= k);
  const details = { cases: enough.length, fewer: cases.length - enough.length };
  return [
    { name: `${name}/pass@${k}`, of: passAtK },
    { name: `${name}/pass^${k}`, of: passHatK },
  ].map(({ name, of }) => {
    if (enough.length === 0) return { name, value: null, reason: `no case has ${k} repeats`, details };
    const sum = enough.reduce((total, repeats) => total + (of(repeats.length, passedOf(repeats), k) ?? 0), 0);
    return { name, value: sum / enough.length, reason: null, details };
  });
}

function repeatsByCase(items: readonly ItemOfTotal[]): readonly (readonly ItemOfTotal[])[] {
  return [...groupBy(items, (item) => item.case).values()];
}

function passedOf(repeats: readonly ItemOfTotal[]): number {
  return repeats.filter(({ scores }) => scores[0]?.value === 1).length;
}
