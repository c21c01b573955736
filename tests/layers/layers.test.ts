import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const run = promisify(execFile);
const cruiser = join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");

interface Report {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly { readonly rule: { readonly name: string }; readonly from: string }[];
  };
}

async function cruise(...paths: readonly string[]): Promise<Report> {
  const args = [cruiser, "--config", ".dependency-cruiser.mjs", "--output-type", "json", ...paths];
  const { stdout } = await run(process.execPath, args, { cwd: root, maxBuffer: 256 * 1024 * 1024 }).catch(
    (error: { stdout: string }) => error,
  );
  return JSON.parse(stdout) as Report;
}

/** Planted in the real tree, because the rules go by path; the name is git-ignored (`*.local`), the folder removed after. */
const planted = join(root, "packages/model/src/planted.local");
afterEach(() => rm(planted, { recursive: true, force: true }));

test("imports only go down, in every package", async () => {
  const { summary } = await cruise("packages");
  expect(summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`)).toEqual([]);
  // A cruise that skips TypeScript is green because it looked at nothing.
  expect(summary.totalCruised).toBeGreaterThan(50);
});

test.each([
  ["layer-model", `import "../../../otlp/src/index.ts";`],
  ["owner-fastify", `import "fastify";`],
  ["pure-model", `import "node:fs";`],
])("a planted violation of %s is caught", async (rule, source) => {
  await mkdir(planted, { recursive: true });
  await writeFile(join(planted, "bad.ts"), `${source}\n`);
  const { summary } = await cruise("packages/model");
  expect(summary.violations.map((violation) => violation.rule.name)).toContain(rule);
});
