import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(import.meta.dirname, "../../../shared/data/traces");
/** A power of two, so that 32 random bits fall into equal steps. */
export const STEPS = 2048;

/**
 * Quantile tables of what real traffic looks like: tokens of the two Azure traces, and milliseconds per output token of
 * the recorded Aider sessions, the one trace that says how long a call took. null where the recordings are not at hand.
 */
export function readTraces() {
  const files = [
    "AzureLLMInferenceTrace_conv.csv",
    "AzureLLMInferenceTrace_code.csv",
    "aider_message_send.csv",
  ];
  const missing = files.filter((name) => !existsSync(join(FOLDER, name)));
  if (missing.length > 0) {
    console.log(`skipped: needs ../shared/data/traces/${missing.join(", ")}, which is not here`);
    return null;
  }
  const [conversation, code, sessions] = files.map(rowsOf);
  return {
    input: [conversation, code].map((rows) => quantiles(numbers(rows, "ContextTokens"))),
    output: [conversation, code].map((rows) => quantiles(numbers(rows, "GeneratedTokens"))),
    tpotUs: quantiles(microsecondsPerToken(sessions)),
  };
}

function rowsOf(name) {
  const [head, ...lines] = readFileSync(join(FOLDER, name), "utf8").trim().split("\n");
  const columns = head.split(",").map((column) => column.trim());
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [columns[i], cell.trim()])));
}

function numbers(rows, column) {
  return rows.map((row) => Number(row[column])).filter((value) => value > 0);
}

/** Answers of some length alone, and without the tails: there the clock ran on while a person decided something. */
function microsecondsPerToken(rows) {
  const values = rows
    .filter((row) => Number(row.completion_tokens) >= 50 && row.latency_s_derived !== "")
    .map((row) => (1e6 * Number(row.latency_s_derived)) / Number(row.completion_tokens))
    .toSorted((a, b) => a - b);
  return values.slice(Math.floor(values.length * 0.05), Math.floor(values.length * 0.9));
}

/** Values at equal steps from the smallest to the largest. */
function quantiles(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return Array.from({ length: STEPS + 1 }, (_, i) =>
    Math.round(sorted[Math.round((i / STEPS) * (sorted.length - 1))]),
  );
}
