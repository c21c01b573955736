// From OTLP protobuf over HTTP to rows in the store: a client in this process sends requests of 1,000 calls over 1, 2 and 4
// kept connections as fast as they are answered, the server runs in another. An answer means durable in the journal; "stored" is
// the same calls over the time until the ledger says that none waits. Meanwhile a reader asks what a dashboard asks, once a
// second. Both cores are shared with the client. BENCH_SECONDS=300 is the long run, BENCH_CONNECTIONS=2 one row of the
// table, BENCH_FLAGS="--cpu-prof --cpu-prof-dir=DIR" a profile of the server.
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spanStream } from "./ingest/span-stream.mjs";
import { dashboard } from "./ingest/dashboard.mjs";
import { report } from "./report.mjs";

const SPANS = Number(process.env.BENCH_SPANS ?? 1000);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 20);
const CONNECTIONS = (process.env.BENCH_CONNECTIONS ?? "1,2,4").split(",").map(Number);

/** Less than the Retry-After of 2 s, so that the refusals themselves are a load. */
const RETRY_MS = 500;

const dataDir = mkdtempSync(join(tmpdir(), "promptprof-ingest-"));
const child = fork(join(import.meta.dirname, "ingest/serve.mjs"), [dataDir], {
  execArgv: process.env.BENCH_FLAGS ? process.env.BENCH_FLAGS.split(" ") : [],
});
const [{ url }] = await once(child, "message");
const next = spanStream(SPANS);

async function state() {
  const answer = once(child, "message");
  child.send("state");
  return (await answer)[0];
}

function post(agent, path, body) {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/x-protobuf", "content-length": body.length };
    const sent = request(url + path, { method: "POST", agent, headers }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => resolve({ status: response.statusCode, body: Buffer.concat(chunks) }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

async function load(connections, seconds) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const start = performance.now();
  const until = start + seconds * 1000;
  const times = [];
  const asked = dashboard(url, until);
  let refused = 0;
  const sender = async () => {
    while (performance.now() < until) {
      const body = next();
      const begin = performance.now();
      const { status } = await post(agent, "/v1/traces", body);
      if (status === 200) times.push(performance.now() - begin);
      else {
        refused += 1;
        await sleep(RETRY_MS);
      }
    }
  };
  await Promise.all(Array.from({ length: connections }, sender));
  agent.destroy();
  const loadedS = (performance.now() - start) / 1000;
  return { times: times.toSorted((a, b) => a - b), refused, loadedS, answers: await asked };
}

async function flush() {
  const { body } = await post(undefined, "/api/v1/flush", Buffer.alloc(0));
  return JSON.parse(body.toString());
}

function quantile(sorted, q) {
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]);
}

const rows = [];
try {
  await load(2, 2);
  await flush();
  for (const connections of CONNECTIONS) {
    const before = await state();
    const start = performance.now();
    const { times, refused, loadedS, answers } = await load(connections, SECONDS);
    const ledger = await flush();
    const storedS = (performance.now() - start) / 1000;
    const after = await state();
    const calls = times.length * SPANS;
    const cpuUs = after.cpu.user + after.cpu.system - before.cpu.user - before.cpu.system;
    rows.push({
      connections,
      "acknowledged calls/s": Math.round(calls / loadedS),
      "stored calls/s": Math.round(calls / storedS),
      "server CPU us/call": Number((cpuUs / calls).toFixed(1)),
      "ack p50 ms": quantile(times, 0.5),
      "ack p99 ms": quantile(times, 0.99),
      "answered 503": refused,
      "API p95 ms": answers.length === 0 ? null : quantile(answers, 0.95),
      "API questions": answers.length,
      "resident MiB max": Math.round(after.residentBytesMax / 2 ** 20),
      waiting: ledger.waiting,
    });
  }
  report("ingest", { spansPerRequest: SPANS, bodyBytes: next().length, secondsPerRow: SECONDS }, rows);
} finally {
  child.send("close");
  await once(child, "exit");
  rmSync(dataDir, { recursive: true, force: true });
}
