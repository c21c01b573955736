import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Call } from "@promptprof/model";
import type {
  CallsAnswer,
  LedgerAnswer,
  PromptsAnswer,
  TotalsAnswer,
  UnpricedAnswer,
} from "@promptprof/server/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { blankCall } from "@promptprof/model";
import { ask, tell } from "../connection/ask.ts";
import type { Connection } from "../connection/connection.ts";
import { LocalConnection } from "../connection/local-connection.ts";
import { start } from "../connection/start.ts";
import { deliver } from "../otlp-delivery/deliver.ts";
import { recorded, recordingIo, type Recorded } from "../recorded-io.case.ts";

const DAY_MS = 86_400_000;
/** Two whole days that lie behind us. */
const FROM = Math.floor(Date.now() / DAY_MS) * DAY_MS - 3 * DAY_MS;
const TO = FROM + 2 * DAY_MS;

function call(i: number, fields: Partial<Call>): Call {
  const ids = { traceId: i.toString(16).padStart(32, "0"), spanId: i.toString(16).padStart(16, "0") };
  return {
    ...blankCall({ project: "default", ...ids, startTime: FROM + i * 3_600_000 }),
    prompt: `prompt ${i % 3}`,
    durationMs: 800,
    inputTokens: 1000,
    outputTokens: 200,
    tokenSource: "reported",
    ...fields,
  };
}

/** 30 calls of a model that no list knows, 10 of one that every list knows. */
const CALLS = Array.from({ length: 40 }, (_, i) =>
  call(i + 1, i % 4 === 0 ? { provider: "openai", requestModel: "gpt-4o" } : { requestModel: "house-1" }),
);

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "promptprof-reprice-"));
  await withServer(async (connection) => {
    await deliver(connection, CALLS, () => Promise.resolve());
    await tell(connection, "/api/v1/flush");
  });
  // What nobody knew when the calls came in: 2 dollars in, 5 out per million tokens.
  const price = "prices:\n  - model: house-1\n    inputUsdPerMTok: 2\n    outputUsdPerMTok: 5\n";
  writeFileSync(join(folder, "promptprof.yaml"), price);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function withServer<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
  const dataDir = join(folder, "data");
  const server = await start({
    dataDir,
    listen: null,
    storeUrl: null,
    configFile: null,
    webRoot: null,
    env: {},
    log: "silent",
  });
  const connection = new LocalConnection(server, dataDir);
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

async function reprice(...more: readonly string[]): Promise<Recorded> {
  const io = recordingIo({ terminal: { columns: 100 } });
  const range = ["--from", String(FROM), "--to", String(TO)];
  const place = ["--data", join(folder, "data"), "--config", join(folder, "promptprof.yaml")];
  return recorded(["reprice", ...range, ...place, ...more], io);
}

function add(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

/** Every sum that shows money, and the reasons of the ledger. */
function sums(): Promise<Record<string, unknown>> {
  return withServer(async (connection) => {
    const range = { from: FROM, to: TO };
    const { current } = await ask<TotalsAnswer>(connection, "/api/v1/totals", range);
    const { prompts } = await ask<PromptsAnswer>(connection, "/api/v1/prompts", range);
    const { calls } = await ask<CallsAnswer>(connection, "/api/v1/calls", { ...range, limit: 1000 });
    const { groups } = await ask<UnpricedAnswer>(connection, "/api/v1/unpriced", range);
    const ledger = await ask<LedgerAnswer>(connection, "/api/v1/ledger", { from: 0 });
    return {
      total: current.costNanoUsd.total,
      prompts: add(prompts.map(({ costNanoUsd }) => costNanoUsd.total)),
      calls: add(calls.map(({ costNanoUsd }) => costNanoUsd?.total ?? 0)),
      unpriced: [current.unpricedCalls, add(groups.map(({ calls: n }) => n)), ledger.unpriced],
    };
  });
}

// gpt-4o: 1000 x 2.50 + 200 x 10 dollars per million = 4,500,000 nano-dollars a call.
const KNOWN = 10 * 4_500_000;
// house-1: 1000 x 2 + 200 x 5 = 3,000,000 nano-dollars a call.
const NEW = 30 * 3_000_000;

test("shows totals before and after, writes nothing without --yes, and the second run changes nothing", async () => {
  const before = await sums();
  expect(before).toEqual({
    total: KNOWN,
    prompts: KNOWN,
    calls: KNOWN,
    unpriced: [30, 30, { unknown_model: 30 }],
  });

  const range = { from: FROM, to: TO };
  const { groups } = await withServer((connection) =>
    ask<UnpricedAnswer>(connection, "/api/v1/unpriced", range),
  );
  expect(groups).toEqual([
    {
      reason: "unknown_model",
      provider: null,
      model: "house-1",
      calls: 30,
      callsWithoutTokens: 0,
      inputTokens: 30_000,
      outputTokens: 6000,
      advice: "add what you pay to promptprof.yaml, in US dollars per million tokens",
      config: 'prices:\n  - model: "house-1"\n    inputUsdPerMTok:\n    outputUsdPerMTok:',
    },
  ]);

  const shown = await reprice();
  expect([shown.code, shown.stderr]).toEqual([0, ""]);
  expect(shown.stdout).toMatch(/40 calls .*: 30 change\n/);
  expect(shown.stdout).toMatch(/house-1 +30 +\$0 +\$0\.09 +\+\$0\.09 +config\/house-1\n/);
  expect(shown.stdout).toMatch(/total of all calls +30 +\$0\.05 +\$0\.14 +\+\$0\.09/);
  expect(shown.stdout).toContain("without a price: 30 before, 0 after");
  expect(shown.stdout).toContain("nothing was written; --yes writes it\n");
  expect(await sums()).toEqual(before);

  const written = await reprice("--yes");
  expect(written.stdout.endsWith("30 calls corrected\n")).toBe(true);
  const after = { total: KNOWN + NEW, prompts: KNOWN + NEW, calls: KNOWN + NEW, unpriced: [0, 0, {}] };
  expect(await sums()).toEqual(after);

  const again = await reprice("--yes");
  expect(again.stdout).toMatch(/40 calls .*: no price changes\n$/);
  expect(await sums()).toEqual(after);
});

test("asks which calls in one line", async () => {
  const io = recordingIo();
  const { code, stderr } = await recorded(["reprice"], io);
  expect([code, stderr]).toEqual([2, expect.stringContaining("say which calls: --from TIME, or --last 7d")]);
});
