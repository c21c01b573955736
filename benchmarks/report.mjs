import { cpus, loadavg, totalmem } from "node:os";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Prints one benchmark's rows as a table and writes them to `results/NAME.json`, with the machine and its load,
 * because a figure without them says nothing.
 *
 * @param {string} name
 * @param {Record<string, unknown>} settings what was run, n included
 * @param {Record<string, string | number | null>[]} rows
 */
export function report(name, settings, rows) {
  const machine = {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    load1m: Number(loadavg()[0]?.toFixed(2)),
    node: process.version,
  };
  const folder = join(import.meta.dirname, "results");
  mkdirSync(folder, { recursive: true });
  const result = { name, at: new Date().toISOString(), machine, settings, rows };
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
  console.log(
    `${machine.cores} cores, ${machine.memoryGiB} GiB, load ${machine.load1m}, node ${machine.node}`,
  );
  console.log(
    Object.entries(settings)
      .map(([key, value]) => `${key} ${String(value)}`)
      .join(", "),
  );
  console.table(rows);
}
