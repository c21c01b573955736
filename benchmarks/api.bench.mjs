// How long each question of the API takes over a million stored calls of one day: over HTTP on a kept connection, one
// question at a time, the server in another process. What the store itself takes is in store.bench.mjs.
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "@promptprof/store";
import { callAt } from "./api/call-at.mjs";
import { report } from "./report.mjs";

const CALLS = Number(process.env.BENCH_CALLS ?? 1_000_000);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 20);
const BATCH = 20_000;
const DAY_MS = 86_400_000;
const END = Math.floor(Date.now() / 60_000) * 60_000;
const START = END - DAY_MS;

const QUESTIONS = {
  "prompts, a day": `prompts?from=${START}&to=${END}`,
  "prompts, an hour": `prompts?from=${END - 3_600_000}&to=${END}`,
  "totals, a day": `totals?from=${START}&to=${END}`,
  "versions of a prompt": `versions?prompt=prompt-3&from=${START}&to=${END}`,
  "latency of a prompt by version": `series?metric=durationMs&prompt=prompt-3&by=version&from=${START}&to=${END}`,
  "latency of all": `series?metric=durationMs&from=${START}&to=${END}`,
  "cost by model": `series?metric=cost&by=model&from=${START}&to=${END}`,
  "errors of all": `series?metric=errors&from=${START}&to=${END}`,
  "100 newest calls": `calls?from=${START}&to=${END}`,
  "1,000 newest calls of a prompt": `calls?prompt=prompt-3&limit=1000&from=${START}&to=${END}`,
  "ledger, a day": `ledger?from=${START}&to=${END}`,
};

const dataDir = mkdtempSync(join(tmpdir(), "promptprof-api-"));
await fill();
const child = fork(join(import.meta.dirname, "ingest/serve.mjs"), [dataDir]);
try {
  const [{ url }] = await once(child, "message");
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const rows = [];
  for (const [question, path] of Object.entries(QUESTIONS)) {
    const times = [];
    let bytes = 0;
    for (let round = -3; round < ROUNDS; round += 1) {
      const start = performance.now();
      bytes = await ask(agent, `${url}/api/v1/${path}`);
      if (round >= 0) times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    rows.push({
      question,
      "p50 ms": at(times, 0.5),
      "p95 ms": at(times, 0.95),
      kilobytes: Math.round(bytes / 1000),
    });
  }
  report("api", { calls: CALLS, rounds: ROUNDS }, rows);
} finally {
  child.send("close");
  await once(child, "exit");
  rmSync(dataDir, { recursive: true, force: true });
}

async function fill() {
  const store = await openStore({ dataDir });
  for (let first = 0; first < CALLS; first += BATCH) {
    const batch = (START + (first / CALLS) * DAY_MS) * 1000;
    const calls = Array.from({ length: Math.min(BATCH, CALLS - first) }, (_, i) => ({
      call: callAt(START + ((first + i) / CALLS) * DAY_MS),
      batch: Math.floor(batch),
    }));
    await store.insert(calls);
  }
  await store.close();
}

function ask(agent, url) {
  return new Promise((resolve, reject) => {
    const sent = get(url, { agent }, (response) => {
      let bytes = 0;
      response.on("data", (chunk) => (bytes += chunk.length));
      response.on("end", () => {
        if (response.statusCode === 200) resolve(bytes);
        else reject(new Error(`${url} answered ${response.statusCode}`));
      });
    });
    sent.on("error", reject);
  });
}

function at(sorted, q) {
  return Number(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))].toFixed(1));
}
