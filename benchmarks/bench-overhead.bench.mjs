// What a run costs beside the waiting: `promptprof bench` and promptfoo on the same promptfooconfig.yaml of 200 cases, with
// as many calls at once, against the same local server whose every answer takes 50 ms. Each run is a process of its own;
// the two take turns, the first one of a round changes. No results are kept by promptfoo (--no-write), which spares it
// its database. QUICK=1 runs one round.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { installPeer } from "./peers/install-peer.mjs";
import { startProcess } from "./process.mjs";
import { report } from "./report.mjs";
import { medianWithInterval } from "./spread.mjs";

const ROUNDS = process.env.QUICK === "1" ? 1 : 5;
const CASES = 200;
const CONCURRENCY = 4;
const WANTED = "less wall time and less memory than promptfoo";

const commands = commandsOf();
const folder = mkdtempSync(join(tmpdir(), "promptprof-bench-overhead-"));
const provider = await startProcess(join(import.meta.dirname, "bench-overhead/provider.mjs"));
try {
  const config = join(folder, "promptfooconfig.yaml");
  writeFileSync(config, configOf(provider.ready.url));
  const taken = new Map(commands.map(({ name }) => [name, []]));
  // The first run reads the programs from the disk, whose turn it is or not.
  for (const command of commands) await run(command, config);
  for (let round = 0; round < ROUNDS; round += 1) {
    const turns = round % 2 === 0 ? commands : commands.toReversed();
    for (const command of turns) taken.get(command.name).push(await run(command, config));
  }
  const leastMs = (CASES / CONCURRENCY) * provider.ready.latencyMs;
  const settings = { rounds: ROUNDS, cases: CASES, concurrency: CONCURRENCY, leastMs, wanted: WANTED };
  report("bench-overhead", settings, [...taken].map(rowOf));
} finally {
  await provider.stop();
  rmSync(folder, { recursive: true, force: true });
}

function commandsOf() {
  const promptfoo = join(installPeer("promptfoo"), "node_modules/promptfoo");
  const { version } = JSON.parse(readFileSync(join(promptfoo, "package.json"), "utf8"));
  return [
    {
      name: "promptprof bench",
      args: (config, out) => [
        join(import.meta.dirname, "../packages/cli/bin/promptprof.mjs"),
        "bench",
        config,
        `--out=${out}`,
        `--concurrency=${CONCURRENCY}`,
      ],
      succeeded: (code) => code === 0,
    },
    {
      name: `promptfoo ${version}`,
      args: (config, out) => [
        join(promptfoo, "dist/src/entrypoint.js"),
        "eval",
        `--config=${config}`,
        `--output=${out}.json`,
        `--max-concurrency=${CONCURRENCY}`,
        "--no-write",
        "--no-cache",
        "--no-table",
        "--no-progress-bar",
        "--no-share",
      ],
      // 100 = some test failed.
      succeeded: (code) => code === 0 || code === 100,
    },
  ];
}

/** Both read it as it is. */
function configOf(url) {
  const tests = Array.from({ length: CASES }, (_, i) => ({
    vars: { question: `Invoice ${i} was charged twice. Who should answer, and how soon?` },
    assert: [
      { type: "contains", value: "billing" },
      { type: "not-contains", value: "error" },
    ],
  }));
  return JSON.stringify({
    prompts: ["Say which team should answer, and whether it is urgent.\n\n{{question}}"],
    providers: [
      {
        id: "openai:chat:gpt-5-mini",
        config: { apiBaseUrl: `${url}/v1`, apiKey: "none", max_tokens: 20 },
      },
    ],
    tests,
  });
}

/** One run in a home of its own, so that neither finds what it left before. */
async function run({ name, args, succeeded }, config) {
  const home = mkdtempSync(join(folder, "home-"));
  const watched = join(home, "watched.jsonl");
  const start = performance.now();
  const child = spawn(process.execPath, args(config, join(home, "out")), {
    cwd: home,
    env: environment(home, watched),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (piece) => said.push(piece));
  const [code] = await once(child, "close");
  const wallMs = performance.now() - start;
  const answered = await provider.ask("answered");
  if (!succeeded(code) || answered !== CASES)
    throw new Error(`${name} ended with ${code} after ${answered} answers: ${said.join("")}`);
  const took = readFileSync(watched, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  return {
    wallMs,
    cpuMs: sum(took, "cpuMs"),
    refused: sum(took, "refused"),
    mostKiB: Math.max(...took.map(({ maxRSS }) => maxRSS)),
  };
}

function environment(home, watched) {
  return {
    PATH: process.env.PATH,
    HOME: home,
    NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, "bench-overhead/watched.mjs")).href}`,
    WATCHED_TO: watched,
    OPENAI_API_KEY: "none",
    PROMPTFOO_CONFIG_DIR: home,
    PROMPTFOO_DISABLE_TELEMETRY: "1",
    PROMPTFOO_DISABLE_UPDATE: "1",
    PROMPTFOO_DISABLE_REMOTE_GENERATION: "1",
    PROMPTFOO_DISABLE_SHARING: "1",
  };
}

function rowOf([name, runs]) {
  const wall = medianWithInterval(runs.map(({ wallMs }) => wallMs / 1000));
  const memory = medianWithInterval(runs.map(({ mostKiB }) => mostKiB / 1024));
  const cpu = medianWithInterval(runs.map(({ cpuMs }) => cpuMs / 1000));
  return {
    command: name,
    runs: runs.length,
    "wall s": rounded(wall.median, 2),
    "wall s, 95%": `${rounded(wall.low, 2)} to ${rounded(wall.high, 2)}`,
    "CPU s": rounded(cpu.median, 2),
    "peak MiB": rounded(memory.median, 0),
    "peak MiB, 95%": `${rounded(memory.low, 0)} to ${rounded(memory.high, 0)}`,
    "connections refused": Math.max(...runs.map(({ refused }) => refused)),
  };
}

function sum(of, key) {
  return of.reduce((total, one) => total + one[key], 0);
}

function rounded(value, digits) {
  return Number(value.toFixed(digits));
}
