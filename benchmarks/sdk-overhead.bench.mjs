// What observing a call costs the program that makes it: ours beside a span made by hand and four instrumentations, each in
// a process of its own that stays, asked in turn, round after round, in another order each round. The OpenAI server and
// the collector are processes too, so processor time is the client's and the export's alone. Then the memory that ours
// takes while the collector is down. QUICK=1 takes one minute in place of five.
import { join } from "node:path";
import { startProcess } from "./process.mjs";
import { report } from "./report.mjs";
import { memoryRows } from "./sdk-overhead/memory.mjs";
import { rowsOf, verdictOf } from "./sdk-overhead/rows.mjs";
import { VARIANTS } from "./sdk-overhead/setups.mjs";
import { seeded } from "./spread.mjs";

const QUICK = process.env.QUICK === "1";
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? (QUICK ? 4 : 12));
/** On a machine that is busy with other things fewer rounds fit; how many is in the report. */
const LIMIT_MS = QUICK ? 60_000 : 240_000;
const LEAST_ROUNDS = 3;
const MEMORY_CALLS = Number(process.env.BENCH_CALLS ?? (QUICK ? 40_000 : 200_000));
/** A process's first thousand calls cost three times as much as later ones. */
const KINDS = {
  whole: { stream: false, calls: QUICK ? 150 : 300, warmUp: QUICK ? 1000 : 2000 },
  "200 chunks": { stream: true, calls: QUICK ? 30 : 60, warmUp: QUICK ? 60 : 300 },
};

const here = import.meta.dirname;
const upstream = await startProcess(join(here, "fakes/openai.mjs"));
const sink = await startProcess(join(here, "fakes/otlp-sink.mjs"));
const clients = new Map();
try {
  for (const variant of VARIANTS) clients.set(variant, await startClient(variant));
  for (const { stream, warmUp } of Object.values(KINDS))
    for (const variant of VARIANTS) await ask(variant, { stream, calls: warmUp });
  const samples = [];
  const random = seeded(ROUNDS);
  const start = performance.now();
  const timeLeft = () => performance.now() - start < LIMIT_MS;
  let rounds = 0;
  for (; rounds < ROUNDS && (rounds < LEAST_ROUNDS || timeLeft()); rounds += 1)
    samples.push(...(await runRound(rounds, random)));
  const shares = await sharesByProfile();
  const kinds = Object.keys(KINDS);
  const n = Object.entries(KINDS).map(([kind, { calls }]) => `${calls} calls (${kind})`);
  const settings = { rounds, "a round": n.join(", ") };
  report("sdk-overhead", settings, rowsOf(samples, shares, kinds, VARIANTS));
  report(
    "sdk-overhead-verdict",
    settings,
    kinds.map((kind) => verdictOf(samples, shares, kind, VARIANTS)),
  );
} finally {
  for (const client of clients.values()) await client.stop();
  await Promise.all([upstream.stop(), sink.stop()]);
}
report("sdk-memory", { calls: MEMORY_CALLS, collector: "down" }, await memoryRows(MEMORY_CALLS));

function startClient(variant) {
  const path = join(here, "sdk-overhead/client-process.mjs");
  const args = [variant, upstream.ready.url, sink.ready.url];
  return startProcess(path, args, { execArgv: ["--expose-gc"] });
}

/** What the variant measured, and what reached the collector meanwhile, both a call. */
async function ask(variant, { stream, calls, profile = false }) {
  const measured = await clients.get(variant).ask({ stream, calls, profile });
  const { bytes, spans } = await sink.ask("count");
  return { ...measured, bytes: bytes / calls, spans: spans / calls };
}

async function runRound(round, random) {
  const samples = [];
  for (const [kind, wanted] of Object.entries(KINDS)) {
    const order = VARIANTS.map((variant) => [random(), variant]).toSorted(([a], [b]) => a - b);
    for (const [, variant] of order) samples.push({ kind, variant, round, ...(await ask(variant, wanted)) });
  }
  return samples;
}

/** After the rounds: a profiler that has run once may leave its marks on the code. */
async function sharesByProfile() {
  const shares = new Map();
  for (const [kind, { stream, calls }] of Object.entries(KINDS)) {
    for (const variant of VARIANTS)
      shares.set(`${kind} ${variant}`, await ask(variant, { stream, calls: 2 * calls, profile: true }));
  }
  return shares;
}
