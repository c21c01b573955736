// Years of calls: N of them made inside the engine and inserted through the real views, with Zipf's skew over 60 prompts
// and the tokens of recorded traffic. Says what they take on disk, how soon a server is ready on them, after SIGKILL too,
// and how long what pages ask takes over the HTTP API.
//
//   npm run bench:scale -- 1e7 [--dir FOLDER] [--days 365] [--rounds 20]
//
// --dir keeps the folder and takes it again; --days makes only the last days of a year of N calls: what a call takes on
// disk depends on how dense calls are and not on how many years of them there are.
import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { report } from "./report.mjs";
import { questionsAt, timeQuestions } from "./scale/questions.mjs";
import { readTraces } from "./scale/traces.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    dir: { type: "string" },
    days: { type: "string", default: "365" },
    rounds: { type: "string", default: "20" },
  },
});
const count = Number(positionals[0] ?? 1e6);
const rounds = Number(values.rounds);
if (readTraces() === null) process.exit(0);

const dataDir = values.dir ?? mkdtempSync(join(tmpdir(), "promptprof-scale-"));
if (!existsSync(dataDir)) mkdirSync(dataDir, { recursive: true });
try {
  const made = await generated();
  const settings = { "calls of a year": count, days: values.days, "calls made": made.calls };
  const filled = { "seconds to make": made.seconds === null ? null : Math.round(made.seconds) };
  report("scale-disk", { ...settings, ...filled, "merges done": made.quiet }, [
    ...made.disk,
    ...costOfAYear(made.disk),
  ]);
  const first = await startServer();
  await first.kill();
  const killed = await startServer();
  report("scale-start", settings, [
    { start: "after a clean end", "ready after ms": first.readyMs },
    { start: "after SIGKILL", "ready after ms": killed.readyMs },
  ]);
  const answers = await timeQuestions(killed.url, questionsAt(made.end), rounds);
  report("scale-questions", { ...settings, rounds }, answers);
  await killed.close();
} finally {
  if (values.dir === undefined) rmSync(dataDir, { recursive: true, force: true });
}

async function generated() {
  const end = Math.floor(Date.now() / 60_000) * 60_000;
  const script = join(import.meta.dirname, "scale/engine.mjs");
  const child = fork(script, [dataDir, String(count), values.days, String(end)]);
  const [made] = await Promise.race([once(child, "message"), once(child, "exit").then(failed)]);
  await once(child, "exit").catch(() => undefined);
  return made;
}

function failed() {
  throw new Error("the process that makes the calls ended without an answer");
}

async function startServer() {
  const start = performance.now();
  const child = fork(join(import.meta.dirname, "ingest/serve.mjs"), [dataDir], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const [{ url }] = await once(child, "message");
  const readyMs = Math.round(performance.now() - start);
  const gone = once(child, "exit");
  return {
    url,
    readyMs,
    kill: async () => {
      child.kill("SIGKILL");
      await gone;
    },
    close: async () => {
      child.send("close");
      await gone;
    },
  };
}

/** A year at a million calls a day, if its buckets were as full as the ones here: of fewer calls rollups take more a call. The price is an assumption: block storage of the large clouds at 0.08 USD a GB and month. */
function costOfAYear(disk) {
  const bytesOf = (table) => disk.find(({ what }) => what === table)?.["bytes a call"] ?? 0;
  const year = 365e6;
  const kept = {
    "a year at 1M calls/day: raw, all of it": bytesOf("calls") * year,
    "a year at 1M calls/day: raw, 90 days": bytesOf("calls") * 90e6,
    "a year at 1M calls/day: rollups by hour":
      (bytesOf("rollup_hour") + bytesOf("segment_rollup_hour")) * year,
    "a year at 1M calls/day: rollups by day": (bytesOf("rollup_day") + bytesOf("segment_rollup_day")) * year,
  };
  return Object.entries(kept).map(([what, bytes]) => ({
    what,
    GB: Number((bytes / 1e9).toFixed(2)),
    "USD a month": Number(((bytes / 1e9) * 0.08).toFixed(2)),
  }));
}
