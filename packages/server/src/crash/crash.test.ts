import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { CallsAnswer, LedgerAnswer } from "../contract.ts";
import { sumOf } from "../journal/batch-counts.ts";
import { bodyOf, chatSpan } from "../otlp-json.case.ts";
import { StartError } from "../start-error.ts";
import { startServer } from "../start-server.ts";
import { JSON_TYPE, TEST_OPTIONS } from "../test-server.case.ts";

const PACKAGE = fileURLToPath(new URL("../..", import.meta.url));
const CHILD = join(PACKAGE, "testing/serve-child.mjs");
const COMPILER = join(PACKAGE, "../../node_modules/typescript-7/bin/tsc");
/** Calls settle at once, so that every kill falls among journal writes, inserts, ledger additions and removals. */
const ENV = { PROMPTPROF_SETTLE_QUIET_MS: "0", PROMPTPROF_SETTLE_HOLD_MS: "0" };
const SPANS_PER_REQUEST = 20;

/** Node 20 runs no TypeScript, so the process runs what is built; built here, so that it is never an old one. */
beforeAll(() => {
  spawnSync(process.execPath, [COMPILER, "-b", PACKAGE], { stdio: "inherit" });
});

let dataDir = "";
let child: ChildProcess | null = null;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "promptprof-crash-"));
});
afterEach(() => {
  child?.kill("SIGKILL");
  rmSync(dataDir, { recursive: true, force: true });
});

/** Starts the server in a process of its own, and gives its URL. */
async function start(): Promise<string> {
  child = spawn(process.execPath, [CHILD, dataDir], {
    env: { ...process.env, ...ENV },
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (child.stdout === null) throw new Error("no output");
  for await (const line of createInterface(child.stdout)) return line;
  throw new Error("the server did not start");
}

async function end(signal: NodeJS.Signals): Promise<unknown> {
  const ended = child === null ? [] : once(child, "exit");
  child?.kill(signal);
  return ended;
}

/** Sends requests one after the other until the server is gone; every acknowledged span is in `acknowledged`. */
async function sendUntilGone(url: string, next: () => number, acknowledged: Set<string>): Promise<void> {
  for (;;) {
    const spans = Array.from({ length: SPANS_PER_REQUEST }, () => chatSpan(next(), Date.now() - 1000));
    try {
      const { status } = await fetch(`${url}/v1/traces`, {
        method: "POST",
        headers: JSON_TYPE,
        body: bodyOf(spans),
      });
      if (status === 200) for (const { spanId } of spans) acknowledged.add(spanId);
    } catch {
      return;
    }
  }
}

async function storedSpans(url: string): Promise<string[]> {
  const spans: string[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const path: string = `${url}/api/v1/calls?limit=1000${cursor === "" ? "" : `&cursor=${cursor}`}`;
    const page: CallsAnswer = JSON.parse(await (await fetch(path)).text());
    spans.push(...page.calls.map(({ spanId }) => spanId));
    cursor = page.nextCursor;
  }
  return spans;
}

test(
  "kill -9 at any moment loses no acknowledged call and stores none twice",
  { timeout: 120_000 },
  async () => {
    const acknowledged = new Set<string>();
    let sent = 0;
    for (const pauseMs of [40, 150, 400, 900]) {
      const url = await start();
      const senders = [1, 2, 3].map(() => sendUntilGone(url, () => (sent += 1), acknowledged));
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      await end("SIGKILL");
      await Promise.all(senders);
    }
    const url = await start();
    const ledger: LedgerAnswer = JSON.parse(
      await (await fetch(`${url}/api/v1/flush`, { method: "POST" })).text(),
    );
    const stored = await storedSpans(url);
    expect(acknowledged.size).toBeGreaterThan(0);
    expect([...acknowledged].filter((span) => !stored.includes(span))).toEqual([]);
    expect(new Set(stored).size).toBe(stored.length);
    expect(stored.length).toBeLessThanOrEqual(sent);
    expect(ledger).toMatchObject({ stored: stored.length, duplicate: 0, rejected: {}, waiting: 0 });
    expect(ledger.received).toBe(ledger.stored + ledger.duplicate + sumOf(ledger.rejected) + ledger.waiting);
    expect(await end("SIGTERM")).toEqual([0, null]);
  },
);

test("a folder in use by another process is one line that names the process", async () => {
  await start();
  const options = { ...TEST_OPTIONS, dataDir };
  await expect(startServer(options)).rejects.toThrow(StartError);
  await expect(startServer(options)).rejects.toThrow(
    new RegExp(`^the data folder .* is in use by process ${child?.pid}; stop it, .* with --data$`),
  );
  expect(await end("SIGTERM")).toEqual([0, null]);
});
