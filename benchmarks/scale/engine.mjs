// The engine's own session on the folder of a store, in a process of its own: one process holds one folder, and the
// engine's memory and caches must not warm what is measured after it.
import { openStore } from "@promptprof/store";
import { Session } from "chdb";
import { measureDisk, mergesQuiet } from "./disk.mjs";
import { generateCalls } from "./generate.mjs";
import { readTraces } from "./traces.mjs";

const [dataDir, count, days, end] = process.argv.slice(2);

/** The schema is the store's own. */
const store = await openStore({ dataDir });
const session = new Session(dataDir);
const execute = (sql) => session.queryAsync(sql);
const query = async (sql) => {
  const result = await session.queryAsync(sql, { format: "JSONCompactEachRow" });
  const lines = result.text().trim();
  return lines === "" ? [] : lines.split("\n").map((line) => JSON.parse(line));
};

const [[there]] = await query("SELECT toFloat64(count()) FROM calls");
const start = performance.now();
const made =
  there > 0
    ? there
    : await generateCalls(execute, {
        count: Number(count),
        days: Number(days),
        end: Number(end),
        traces: readTraces(),
        onSlice: (n) => console.log(`${n} calls, ${Math.round((performance.now() - start) / 1000)} s`),
      });
const seconds = there > 0 ? null : (performance.now() - start) / 1000;
const quiet = await mergesQuiet(query);
const [[last]] = await query("SELECT toFloat64(toUnixTimestamp64Milli(max(start_time))) FROM calls");
const disk = await measureDisk(query, made);
session.close();
await store.close();
process.send({ calls: made, seconds, quiet, end: last + 1, disk }, () => process.exit(0));
