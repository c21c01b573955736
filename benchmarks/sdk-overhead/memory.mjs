import { createServer } from "node:net";
import { join } from "node:path";
import { startProcess } from "../process.mjs";

/** The queue holds 2,048 calls of some 1 KB at most: 2 MiB, and one more for what the engine keeps of its own. */
const GROWTH_MIB = 3;
const VARIANTS = ["bare", "@promptprof/sdk"];

/** Heap after a collection, and resident memory, while calls are made and the collector is down. */
export async function memoryRows(calls) {
  const marks = [0.1, 0.3, 0.5, 0.7, 0.9, 1].map((part) => Math.round(part * calls));
  const nowhere = await closedPort();
  const all = await Promise.all(VARIANTS.map((variant) => measure(variant, marks, nowhere)));
  return all.flat();
}

async function measure(variant, marks, nowhere) {
  const path = join(import.meta.dirname, "memory-process.mjs");
  const child = await startProcess(path, [variant, nowhere], { execArgv: ["--expose-gc"], stdio: QUIET });
  const rows = [];
  let made = 0;
  for (const mark of marks) {
    const { heapMiB, rssMiB } = await child.ask(mark - made);
    made = mark;
    const growth = heapMiB - (rows[0]?.["heap MiB"] ?? heapMiB);
    rows.push({
      variant,
      calls: mark,
      "heap MiB": Number(heapMiB.toFixed(2)),
      "grown MiB": Number(growth.toFixed(2)),
      "allowed MiB": GROWTH_MIB,
      flat: growth <= GROWTH_MIB ? "yes" : "no",
      "resident MiB": Math.round(rssMiB),
    });
  }
  await child.stop();
  return rows;
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
