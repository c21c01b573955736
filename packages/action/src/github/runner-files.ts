import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import type { Environment } from "../inputs.ts";

/** A step's summary beyond 1 MiB is refused as a whole; in UTF-8, so a character may take four bytes. */
const SUMMARY_BYTES_MAX = 2 ** 20;

/** Adds Markdown to the job's summary; outside of GitHub nothing happens. */
export function addSummary(environment: Environment, markdown: string): void {
  const file = environment["GITHUB_STEP_SUMMARY"];
  if (!file) return;
  const bytes = Buffer.from(`${markdown}\n`);
  const fits = bytes.length <= SUMMARY_BYTES_MAX;
  appendFileSync(
    file,
    fits ? bytes : `${cutToBytes(bytes)}\n\n(cut: the whole report is in the run's files)\n`,
  );
}

function cutToBytes(bytes: Buffer): string {
  return bytes
    .subarray(0, SUMMARY_BYTES_MAX - 200)
    .toString("utf8")
    .replace(/\uFFFD+$/, "");
}

/** Sets outputs of the step. A delimiter that nobody can guess keeps a value from setting another output. */
export function setOutputs(environment: Environment, outputs: Readonly<Record<string, string>>): void {
  const file = environment["GITHUB_OUTPUT"];
  if (!file) return;
  for (const [name, value] of Object.entries(outputs)) {
    const end = `promptprof-${randomUUID()}`;
    appendFileSync(file, `${name}<<${end}\n${value}\n${end}\n`);
  }
}
