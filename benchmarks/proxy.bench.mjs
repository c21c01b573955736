// What a proxy adds to a call: promptprof's beside a bare pass-through (the least that Node can do) and Portkey's gateway,
// all in front of the same fake server, each in a process of its own. Rates are held whether or not answers come back
// (no coordinated omission), and targets take turns within each round. QUICK=1 takes one minute in place of four.
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startProcess } from "./process.mjs";
import { asFastAsItCan, constantRate, firstBytes, newAgent, send, sent } from "./proxy/load.mjs";
import { residentMiB, startTargets } from "./proxy/targets.mjs";
import { report } from "./report.mjs";
import { median, quantile } from "./spread.mjs";

const QUICK = process.env.QUICK === "1";
const ROUNDS = QUICK ? 2 : 5;
/** At one a second all targets run side by side, a quarter of a second apart: 4 requests a second disturb nobody. */
const ALONE = { perSecond: 1, count: QUICK ? 8 : 30 };
const RATES = [
  { perSecond: 50, count: QUICK ? 100 : 200 },
  { perSecond: 200, count: QUICK ? 400 : 600 },
];
const CONNECTIONS = 32;
const SLOW_STREAMS = QUICK ? 200 : 500;
const WARM_UP = QUICK ? 300 : 2000;
const P99_NEEDS = 100;
const WANTED =
  "added at 200/s at most 1.5 times the pass-through's and a third of the gateway's; first byte +1 ms";

const upstream = await startProcess(join(import.meta.dirname, "fakes/openai.mjs"));
const all = await startTargets(upstream);
try {
  const targets = await thoseThatAnswer(all);
  for (const target of targets) await warmUp(target);
  const latencies = await measureRates(targets);
  const rates = [ALONE, ...RATES].map(({ perSecond }) => perSecond);
  const rows = latencyRows(targets, latencies, rates);
  report("proxy-latency", { rounds: ROUNDS, wanted: WANTED }, rows);
  report("proxy-most", { rounds: ROUNDS, connections: CONNECTIONS }, await mostRows(targets));
  report("proxy-streams", { streams: SLOW_STREAMS, events: 20, everyMs: 250 }, await slowRows(targets));
  await reportLedger(targets);
} finally {
  for (const target of all) await target.stop();
  await upstream.stop();
}

async function thoseThatAnswer(targets) {
  const kept = [];
  for (const target of targets) {
    const { status } = await send(target, newAgent(), "whole");
    if (status === 200) kept.push(target);
    else console.log(`${target.name} has no proxy in this build: ${target.url.pathname} answers ${status}`);
  }
  return kept;
}

async function warmUp(target) {
  const agent = newAgent();
  for (let i = 0; i < WARM_UP / CONNECTIONS; i += 1)
    await Promise.all(Array.from({ length: CONNECTIONS }, () => send(target, agent, "whole")));
  await firstBytes(target, agent, WARM_UP / 50);
  agent.destroy();
}

/** Milliseconds of each request: a list a round, by rate and target. */
async function measureRates(targets) {
  const latencies = new Map();
  const keep = ({ name }, perSecond, times) => {
    const key = `${perSecond} ${name}`;
    latencies.set(key, [...(latencies.get(key) ?? []), times]);
  };
  const { perSecond, count } = ALONE;
  await Promise.all(
    targets.map(async (target, i) =>
      keep(target, perSecond, await constantRate(target, newAgent(), perSecond, count, i * 250)),
    ),
  );
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { perSecond, count } of RATES) {
      for (const target of rotated(targets, round)) {
        const agent = newAgent();
        keep(target, perSecond, await constantRate(target, agent, perSecond, count));
        agent.destroy();
      }
    }
  }
  return latencies;
}

/** Quantiles of each round, and of these the middle one: a second in which the machine did something else is one round. */
function latencyRows(targets, latencies, rates) {
  return rates.flatMap((perSecond) =>
    targets.map((target) => {
      const rounds = latencies.get(`${perSecond} ${target.name}`);
      const bare = latencies.get(`${perSecond} ${targets[0].name}`);
      const at = (q) => median(rounds.map((times) => quantile(times, q)));
      const added = (q) => median(rounds.map((times, i) => quantile(times, q) - quantile(bare[i], q)));
      const known = rounds[0].length >= P99_NEEDS;
      return {
        "requests/s": perSecond,
        target: target.name,
        n: rounds.flat().length,
        "p50 ms": ms(at(0.5)),
        "p99 ms": known ? ms(at(0.99)) : null,
        "added p50 ms": ms(added(0.5)),
        "added p99 ms": known ? ms(added(0.99)) : null,
      };
    }),
  );
}

async function mostRows(targets) {
  const measured = new Map(targets.map(({ name }) => [name, { most: [], first: [] }]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const target of rotated(targets, round)) {
      const agent = newAgent();
      const { most, first } = measured.get(target.name);
      most.push(await asFastAsItCan(target, agent, CONNECTIONS, 1));
      first.push(...(await firstBytes(target, agent, QUICK ? 20 : 40)));
      agent.destroy();
    }
  }
  const bare = median(measured.get(targets[0].name).first);
  return targets.map(({ name }) => {
    const { most, first } = measured.get(name);
    return {
      target: name,
      "requests/s at most": Math.round(median(most)),
      streams: first.length,
      "first byte p50 ms": ms(median(first)),
      "added ms": ms(median(first) - bare),
    };
  });
}

/** All streams at once; each answer has to be the bytes that the bare server sends. */
async function slowRows(targets) {
  const agent = newAgent();
  const { hash: expected } = await send(targets[0], agent, "slow");
  const rows = [];
  for (const target of targets) {
    const before = residentMiB(target);
    const start = performance.now();
    const running = Array.from({ length: SLOW_STREAMS }, () => send(target, agent, "slow").catch(() => null));
    let most = before;
    const watch = setInterval(() => (most = Math.max(most, residentMiB(target))), 1000);
    const answers = await Promise.all(running);
    clearInterval(watch);
    const done = answers.filter((answer) => answer?.status === 200);
    rows.push({
      target: target.name,
      complete: done.length,
      "same bytes": done.filter(({ hash }) => hash === expected).length,
      seconds: Number(((performance.now() - start) / 1000).toFixed(1)),
      "resident MiB before": Math.round(before),
      "at most": Math.round(most),
      "KiB a stream": Math.round(((most - before) * 1024) / SLOW_STREAMS),
    });
    await sleep(500);
  }
  agent.destroy();
  return rows;
}

/** What promptprof's own ledger says that it has seen. */
async function reportLedger(targets) {
  const ours = targets.find(({ name }) => name === "promptprof serve");
  if (ours === undefined) return;
  const answer = await fetch(new URL("/api/v1/flush", ours.url), { method: "POST" });
  if (!answer.ok) throw new Error(`promptprof's ledger: ${answer.status} ${await answer.text()}`);
  const { received, stored, waiting } = await answer.json();
  console.log(
    `promptprof's ledger of ${sent.get(ours.url.href)} requests: ${received} received, ${stored} stored, ${waiting} waiting`,
  );
}

function rotated(targets, round) {
  const first = round % targets.length;
  return [...targets.slice(first), ...targets.slice(0, first)];
}

function ms(value) {
  return Number(value.toFixed(2));
}
