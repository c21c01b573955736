import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startOtlpSink, type OtlpSink } from "../clients/otlp-sink.ts";
import { missing } from "../shared-files.ts";
import { startTinyModel, type TinyModel } from "../tiny-model/server.ts";
import { codeBlocks } from "./markdown-blocks.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");
/** Inside of a package that has the clients, so that the programs find them as a user's would. */
const folder = join(root, "packages/sdk/docs.local");
const blocks = codeBlocks(join(root, "docs/sdk.md"));

const PROGRAMS = [
  { uses: "profileFunction(askGateway", calls: ["gateway-question"] },
  { uses: "class Support", calls: ["answer-ticket", "answer-ticket"] },
  { uses: "profileMiddleware", calls: ["story"] },
  { uses: "promptprofHandler", calls: ["tale"] },
  { uses: "callIdOf(answer)", calls: [null] },
];

describe.skipIf(missing("data/model/stories260K.bin"))("what docs/sdk.md shows works as shown", () => {
  let model: TinyModel;
  let sink: OtlpSink;
  beforeAll(async () => {
    [model, sink] = await Promise.all([startTinyModel({ port: 0 }), startOtlpSink()]);
    await mkdir(folder, { recursive: true });
  });
  afterAll(async () => {
    await Promise.all([model.close(), sink.close(), rm(folder, { recursive: true, force: true })]);
  });

  test.each(PROGRAMS)("$uses", async ({ uses, calls }) => {
    const found = blocks.filter(({ code }) => code.includes(uses));
    expect(found).toHaveLength(1);
    const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
    const file = join(folder, `program-${PROGRAMS.findIndex((program) => program.uses === uses)}.mjs`);
    await writeFile(file, ts.transpileModule(found[0]?.code ?? "", { compilerOptions }).outputText);
    const before = sink.calls().length;
    const env = {
      PATH: process.env["PATH"],
      OPENAI_API_KEY: "none",
      OPENAI_BASE_URL: `${model.url}/v1`,
      PROMPTPROF_ENDPOINT: sink.url,
    };
    await run(process.execPath, [file], { env });
    expect(
      sink
        .calls()
        .slice(before)
        .map(({ prompt }) => prompt),
    ).toEqual(calls);
  });
});
