// The store on its own: how fast 20,000-call batches become durable with all rollups attached, what a call takes on
// disk, and how long each question takes over a million calls of one day. Wall time depends on what else runs; the
// processor time beside it (this process, engine threads included) does so much less.
import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "@promptprof/store";
import { Session } from "chdb";
import { report } from "./report.mjs";

const CALLS = Number(process.env["BENCH_CALLS"] ?? 1_000_000);
const BATCH = 20_000;
const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 20);
const DAY = 86_400_000;
const START = Math.floor(Date.now() / DAY) * DAY - DAY;

const dataDir = mkdtempSync(join(tmpdir(), "promptprof-bench-"));
const store = await openStore({ dataDir });
try {
  const inserts = await insertAll();
  const disk = await measureDisk();
  const questions = await askAll();
  report("store-insert", { calls: CALLS, batch: BATCH }, inserts);
  report("store-disk", { calls: CALLS }, disk);
  report("store-questions", { calls: CALLS, rounds: ROUNDS }, questions);
} finally {
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
}

async function insertAll() {
  const walls = [];
  const processors = [];
  const stalls = [];
  for (let first = 0; first < CALLS; first += BATCH) {
    const batch = (START + (first / CALLS) * DAY) * 1000;
    const calls = Array.from({ length: BATCH }, (_, i) => ({ call: callAt((first + i) / CALLS), batch }));
    const watch = watchLoop();
    const [wall, processor] = await timed(() => store.insert(calls));
    stalls.push(watch.stop());
    walls.push(wall);
    processors.push(processor);
  }
  return [
    { what: "wall ms a batch", p50: round(quantile(walls, 0.5)), p95: round(quantile(walls, 0.95)) },
    {
      what: "processor ms a batch",
      p50: round(quantile(processors, 0.5)),
      p95: round(quantile(processors, 0.95)),
    },
    {
      what: "longest stall of the event loop, ms",
      p50: round(quantile(stalls, 0.5)),
      p95: round(quantile(stalls, 0.95)),
    },
    { what: "calls a second, wall", p50: Math.round((BATCH * 1000) / quantile(walls, 0.5)), p95: null },
    {
      what: "calls a second of processor time",
      p50: Math.round((BATCH * 1000) / quantile(processors, 0.5)),
      p95: null,
    },
  ];
}

/** After all parts of a partition are merged, as they are after a day. */
async function measureDisk() {
  const session = new Session(dataDir);
  const rows = async (sql) => (await session.queryAsync(sql, { format: "JSONCompactEachRow" })).text();
  const tables = ["calls", "rollup_minute", "rollup_hour", "rollup_day", "ledger_calls"];
  for (const table of tables) await session.queryAsync(`OPTIMIZE TABLE ${table} FINAL`);
  const parts = await rows(
    `SELECT table, sum(rows), sum(bytes_on_disk), sum(bytes_on_disk) / ${CALLS} FROM system.parts WHERE active AND table IN ('${tables.join("', '")}') GROUP BY table ORDER BY 3 DESC`,
  );
  const columns = await rows(
    "SELECT concat(table, '.', column), any(rows), sum(column_data_compressed_bytes) FROM system.parts_columns WHERE active AND table = 'calls' GROUP BY 1, table, column ORDER BY 3 DESC LIMIT 14",
  );
  session.close();
  return [...lines(parts), ...lines(columns)].map(([what, n, bytes]) => ({
    what,
    rows: Number(n),
    "bytes a call": round(Number(bytes) / CALLS),
    "bytes a row": round(Number(bytes) / Number(n)),
  }));
}

async function askAll() {
  const range = { project: "default", from: START, to: START + DAY };
  const odd = { ...range, from: START + 12_345_678, to: START + DAY - 1_234_567 };
  const now = START + DAY;
  const some = { ...range, prompt: "prompt-1" };
  const series = { ...some, step: 900_000, top: 6, now };
  const questions = {
    "totals, a day": () => store.totals(range),
    "totals, odd range": () => store.totals(odd),
    "totals, last hour": () => store.totals({ ...range, from: START + DAY - DAY / 24 }),
    "prompts, a day": () => store.prompts({ ...range, trendPoints: 24 }),
    "prompts, odd range": () => store.prompts({ ...odd, trendPoints: 24 }),
    "versions of a prompt": () => store.versions(some),
    "latency of a prompt by version": () => store.series({ ...series, metric: "durationMs", by: "version" }),
    "latency of a small prompt, single calls": () =>
      store.series({ ...series, prompt: "prompt-40", metric: "durationMs", by: null }),
    "cost of all by model": () =>
      store.series({ ...series, ...range, prompt: undefined, metric: "cost", by: "model" }),
    "errors of all": () => store.series({ ...series, ...range, metric: "errors", by: null }),
    "newest 100 calls": () => store.calls({ ...range, limit: 100, cursor: null }),
    "newest 100 calls of a prompt": () => store.calls({ ...some, limit: 100, cursor: null }),
    ledger: () => store.ledger(range),
  };
  const rows = [];
  for (const [what, ask] of Object.entries(questions)) rows.push({ what, ...(await timeQuestion(ask)) });
  return rows;
}

async function timeQuestion(ask) {
  const answer = await ask();
  const walls = [];
  const processors = [];
  for (let i = 0; i < ROUNDS; i += 1) {
    const [wall, processor] = await timed(ask);
    walls.push(wall);
    processors.push(processor);
  }
  return {
    table: answer.source?.table ?? "",
    "p50 ms": round(quantile(walls, 0.5)),
    "p95 ms": round(quantile(walls, 0.95)),
    "processor p50 ms": round(quantile(processors, 0.5)),
  };
}

async function timed(work) {
  const processor = process.cpuUsage();
  const start = performance.now();
  await work();
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(processor);
  return [wall, (user + system) / 1000];
}

/** The longest time between two turns of the event loop, beyond the timer's own 5 ms. */
function watchLoop() {
  let last = performance.now();
  let longest = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 5);
    last = now;
  }, 5);
  return {
    stop: () => {
      clearInterval(timer);
      return longest;
    },
  };
}

/** A call at a fraction of the day: 50 prompts of Zipf's sizes, 8 versions of which 2 run at a time, 3 models, 4 teams. */
function callAt(fraction) {
  const number = Math.min(49, Math.floor(50 ** Math.random()) - 1);
  const version = Math.min(7, Math.floor(fraction * 7 + Math.random() * 2));
  const model = ["gpt-5-mini", "claude-sonnet-4-5", "gemini-2.5-flash"][number % 3];
  const fixed = 200 + number * 20;
  const history = Math.random() < 0.5 ? Math.round(logNormal(300, 0.8)) : 0;
  const question = 5 + Math.round(logNormal(60, 0.7));
  const input = fixed + history + question;
  const output = 1 + Math.round(logNormal(120, 0.6));
  const ttftMs = logNormal(350 + 10 * number, 0.35);
  const tpotMs = logNormal(14, 0.25);
  const user = Math.floor(Math.random() * 5000);
  const failed = Math.random() < 0.015;
  const cost = { input: input * 250, cacheRead: 0, cacheWrite: 0, output: output * 2000 };
  return {
    project: "default",
    environment: Math.random() < 0.9 ? "production" : "staging",
    service: `service-${number % 6}`,
    team: `team-${number % 4}`,
    user: hash(`user-${user}`),
    session: `session-${user}-${Math.floor(fraction * 6)}`,
    prompt: `prompt-${number}`,
    version: `v${version + 1}`,
    promptSource: "named",
    provider: ["openai", "anthropic", "gcp.gemini"][number % 3],
    operation: "chat",
    requestModel: model,
    responseModel: `${model}-2026-02-01`,
    responseId: `chatcmpl-${randomBytes(21).toString("base64url")}`,
    serviceTier: null,
    headersMs: null,
    retryWaitMs: null,
    requestId: null,
    toolCalls: null,
    gaps: null,
    rateLimit: null,
    experiment: null,
    versionLabel: null,
    gitCommit: null,
    traceId: randomBytes(16).toString("hex"),
    spanId: randomBytes(8).toString("hex"),
    startTime: START + fraction * DAY,
    durationMs: ttftMs + tpotMs * (output - 1),
    ttftMs: failed ? null : ttftMs,
    tpotMs: failed || output < 2 ? null : tpotMs,
    stream: true,
    attempts: 1,
    httpStatus: failed ? 429 : 200,
    errorClass: failed ? "rate_limit" : null,
    errorType: failed ? "RateLimitError" : null,
    finishReason: failed ? null : "stop",
    inputTokens: input,
    cacheReadTokens: 0,
    cacheWriteTokens: null,
    cacheWrite1hTokens: null,
    inputAudioTokens: null,
    outputTokens: output,
    reasoningTokens: 0,
    outputAudioTokens: null,
    tokenSource: "reported",
    costNanoUsd: { ...cost, total: cost.input + cost.output },
    pricing: { status: "priced", row: `x/${model}`, effectiveFrom: "2026-01-01", reason: null },
    reportedCostNanoUsd: null,
    segments: [
      {
        path: "system/instructions",
        kind: "static",
        hash: hash(`${number}-${version}-i`),
        tokens: fixed - 100,
      },
      { path: "system/examples", kind: "static", hash: hash(`${number}-${version}-e`), tokens: 100 },
      ...(history > 0
        ? [{ path: "history", kind: "history", hash: randomBytes(8).toString("hex"), tokens: history }]
        : []),
      { path: "user/question", kind: "variable", hash: randomBytes(8).toString("hex"), tokens: question },
    ],
    dialect: "promptprof",
    tags: [],
    notes: [],
  };
}

function hash(text) {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

function logNormal(median, sigma) {
  const normal = Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
  return median * Math.exp(sigma * normal);
}

function quantile(values, q) {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))];
}

function round(value) {
  return Number(value.toFixed(2));
}

function lines(text) {
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}
