import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import type { LedgerAnswer } from "@promptprof/server/contract";
import { expect, test } from "vitest";
import { codeBlocks } from "./markdown-blocks.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");
const program = join(root, "packages/cli/bin/promptprof.mjs");
const commands = codeBlocks(join(root, "docs/moving.md"))
  .filter(({ language }) => language === "sh")
  .flatMap(({ code }) => code.trim().split("\n"));

interface Served {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** A server of its own process, as only one data folder can be open in a process. */
async function serve(cwd: string, data: string): Promise<Served> {
  const child = spawn(process.execPath, [program, "serve", "--data", data, "--listen", "127.0.0.1:0"], {
    cwd,
    stdio: ["ignore", "pipe", "ignore"],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /ready on (\S+)/.exec(line)?.[1];
    if (url === undefined) continue;
    const stop = async (): Promise<void> => {
      child.kill("SIGTERM");
      await once(child, "exit");
    };
    return { url, stop };
  }
  throw new Error("the server did not start");
}

const attribute = (key: string, value: object): object => ({ key, value });

function span(n: number): object {
  const at = BigInt(Date.now() - 1000 - n) * 1_000_000n;
  return {
    traceId: (n + 1).toString(16).padStart(32, "0"),
    spanId: (n + 1).toString(16).padStart(16, "0"),
    name: "chat",
    startTimeUnixNano: String(at),
    endTimeUnixNano: String(at + 1_000_000n),
    attributes: [
      attribute("gen_ai.operation.name", { stringValue: "chat" }),
      attribute("gen_ai.provider.name", { stringValue: "openai" }),
      attribute("gen_ai.request.model", { stringValue: "gpt-4.1-mini" }),
      attribute("gen_ai.usage.input_tokens", { intValue: String(100 + n) }),
      attribute("gen_ai.usage.output_tokens", { intValue: "7" }),
      attribute("user.id", { stringValue: "ada" }),
    ],
  };
}

async function send(url: string, from: number, to: number): Promise<void> {
  const spans = Array.from({ length: to - from }, (_, n) => span(from + n));
  const body = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ scope: {}, spans }] }] });
  const headers = { "content-type": "application/json" };
  expect((await fetch(`${url}/v1/traces`, { method: "POST", headers, body })).status).toBe(200);
}

async function answersOf({
  url,
}: Served): Promise<{ ledger: LedgerAnswer; totals: unknown; users: unknown }> {
  const ledger: LedgerAnswer = JSON.parse(
    await (await fetch(`${url}/api/v1/flush`, { method: "POST" })).text(),
  );
  const calls: { calls: { user: string }[] } = JSON.parse(
    await (await fetch(`${url}/api/v1/calls?from=0&limit=1000`)).text(),
  );
  const totals: { current: unknown } = JSON.parse(await (await fetch(`${url}/api/v1/totals?from=0`)).text());
  return { ledger, totals: totals.current, users: new Set(calls.calls.map(({ user }) => user)) };
}

test("the commands of docs/moving.md: files and backups come back as they went out", async () => {
  const cwd = await mkdtemp(join(tmpdir(), "promptprof-moving-"));
  const first = await serve(cwd, "data");
  try {
    await send(first.url, 0, 300);
    const before = await answersOf(first);
    const said: string[] = [];
    for (const command of commands) {
      const [, ...args] = command.split(" ");
      const env = { PATH: process.env["PATH"], PROMPTPROF_SERVER: first.url };
      said.push((await run(process.execPath, [program, ...args], { cwd, env })).stdout);
    }
    expect(said).toEqual([
      expect.stringMatching(/^calls\.parquet: [\d.]+ kB of calls as parquet\n$/),
      expect.stringMatching(/^scores\.csv: \d+ B of scores as csv\n$/),
      expect.stringMatching(/^november\.jsonl: [\d.]+ kB of calls as jsonl\n$/),
      "calls.parquet: 300 calls, 300 stored, 0 stored before\n",
      "scores.csv: 0 scores, 0 stored, 0 stored before\n",
      expect.stringMatching(/backup-1: \d+ files, [\d.]+ [kM]B, as of 20/),
      expect.stringMatching(
        /^restored: \d+ files, as of 20.*; start with: promptprof serve --data restored\n$/,
      ),
    ]);
    expect((await readFile(join(cwd, "november.jsonl"), "utf8")).trimEnd().split("\n")).toHaveLength(300);
    for (const data of ["elsewhere", "restored"]) {
      const other = await serve(cwd, data);
      try {
        expect(await answersOf(other)).toEqual(before);
      } finally {
        await other.stop();
      }
    }
    const damaged = run(process.execPath, [program, "import", "docs.txt", "--server", first.url], { cwd });
    await expect(damaged).rejects.toMatchObject({
      code: 2,
      stderr: "promptprof: there is no file docs.txt\n",
    });
  } finally {
    await first.stop();
    await rm(cwd, { recursive: true, force: true });
  }
}, 300_000);
