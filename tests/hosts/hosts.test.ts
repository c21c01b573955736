import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startOtlpSink, type OtlpSink } from "../clients/otlp-sink.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");
/** More Nodes than the one that runs the tests, by path: `PROMPTPROF_NODES=/opt/node-22/bin/node:/opt/node-24/bin/node`. */
const nodes = [process.execPath, ...(process.env["PROMPTPROF_NODES"] ?? "").split(":").filter(Boolean)];

describe("the package as users install it", () => {
  let folder: string;
  let sink: OtlpSink;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "promptprof-host-"));
    sink = await startOtlpSink();
    const packed = join(folder, "packed");
    await run(process.execPath, [join(root, "scripts/pack-sdk.mjs"), packed], { cwd: root });
    await run("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: packed });
    await rm(packed, { recursive: true });
    await writeFile(join(folder, "package.json"), '{ "private": true }');
    const archive = (await readdir(folder)).find((name) => name.endsWith(".tgz")) ?? "";
    const quiet = ["--prefer-offline", "--no-audit", "--no-fund"];
    await run("npm", ["install", ...quiet, `./${archive}`], { cwd: folder });
    for (const name of ["calls.mjs", "calls.cjs"])
      await copyFile(join(import.meta.dirname, name), join(folder, name));
  });
  afterAll(async () => {
    await sink.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function modelsOf(node: string, program: string, end: string): Promise<readonly (string | null)[]> {
    const before = sink.calls().length;
    const env = { PATH: process.env["PATH"], PROMPTPROF_ENDPOINT: sink.url };
    const ended = await run(node, [program, end], { cwd: folder, env }).catch((error: unknown) => error);
    if (end !== "throw") expect(ended).toMatchObject({ stdout: "" });
    return sink
      .calls()
      .slice(before)
      .map(({ requestModel }) => requestModel);
  }

  test("brings nothing but what its manifest names", async () => {
    await mkdir(join(folder, "node_modules"), { recursive: true });
    const installed = (await readdir(join(folder, "node_modules"))).filter((name) => !name.startsWith("."));
    expect(installed.toSorted()).toEqual(["@opentelemetry", "@promptprof", "yaml"]);
    expect(await readdir(join(folder, "node_modules/@promptprof"))).toEqual(["sdk"]);
  });

  describe.each(nodes)("on %s", (node) => {
    test.each(["flush-and-exit", "end"])("an ES module and a CommonJS program that %s", async (end) => {
      expect(await modelsOf(node, "calls.mjs", end)).toEqual(["esm-function-function"]);
      expect(await modelsOf(node, "calls.cjs", end)).toEqual(["cjs-function-function"]);
    });

    test("a program that dies of an error nobody catches loses what was not flushed", async () => {
      expect(await modelsOf(node, "calls.mjs", "throw")).toEqual([]);
    });
  });
});
