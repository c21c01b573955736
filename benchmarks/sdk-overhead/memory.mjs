import { createServer } from "node:net";
import { join } from "node:path";
import { startProcess } from "../process.mjs";

/** The queue is full of 16,384 calls or 16 MiB, whichever comes first; what it allocates ahead, and the engine's own, on top. */
const ALLOWED_MIB = 16 + 4;
/** Once it is full nothing may be added to it. */
const GROWTH_MIB = 1;
const FULL_AFTER = 20_000;
const EVERY = 40_000;
const VARIANTS = ["bare", "@promptprof/sdk"];

/**
 * What is held after a collection, and resident memory, while calls are made and the collector is down.
 *
 * @param {number} calls
 */
export async function memoryRows(calls) {
  const nowhere = await closedPort();
  const marks = [];
  for (let mark = FULL_AFTER; mark < calls; mark += EVERY) marks.push(mark);
  const [bare, ours] = await Promise.all(
    VARIANTS.map((variant) => measure(variant, [...marks, calls], nowhere)),
  );
  return ours.map((point, i) => rowOf(point, bare[i], ours[0]));
}

function rowOf(ours, bare, first) {
  const more = held(ours) - held(bare);
  const grown = held(ours) - held(first);
  return {
    calls: ours.calls,
    "heap MiB": mib(ours.heapMiB),
    "buffers MiB": mib(ours.buffersMiB),
    "more than bare MiB": mib(more),
    "allowed MiB": ALLOWED_MIB,
    "grown MiB": mib(grown),
    "allowed  MiB": GROWTH_MIB,
    holds: more <= ALLOWED_MIB && grown <= GROWTH_MIB ? "yes" : "no",
    "resident MiB": mib(ours.rssMiB),
    "bare resident MiB": mib(bare.rssMiB),
  };
}

async function measure(variant, marks, nowhere) {
  const path = join(import.meta.dirname, "memory-process.mjs");
  const child = await startProcess(path, [variant, nowhere], { execArgv: ["--expose-gc"], stdio: QUIET });
  const points = [];
  let made = 0;
  for (const calls of marks) {
    points.push({ calls, ...(await child.ask(calls - made)) });
    made = calls;
  }
  await child.stop();
  return points;
}

function held({ heapMiB, buffersMiB }) {
  return heapMiB + buffersMiB;
}

function mib(value) {
  return Number(value.toFixed(1));
}

/** It warns once that nobody takes its spans, as it should; the table is not the place. */
const QUIET = ["ignore", "ignore", "ignore", "ipc"];

/** An address where nobody listens: the port was free a moment ago. */
async function closedPort() {
  const server = createServer();
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return `http://127.0.0.1:${port}`;
}
