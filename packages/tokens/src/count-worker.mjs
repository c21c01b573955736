// A thread of its own: counting takes 80 ms a megabyte, and a vocabulary 464 ms and 75 MB to load.
import { parentPort } from "node:worker_threads";
import { countText } from "./count-text.mjs";

/** @typedef {import("./count-job.ts").CountJob} CountJob */
/** @typedef {import("./count-job.ts").CountAnswer} CountAnswer */
/** @typedef {typeof import("gpt-tokenizer/encoding/o200k_base").countTokens} CountTokens */

/** A cache of merged words makes counting fast; it is bounded by the tokenizer itself (100,000 words). */
const VOCABULARIES = {
  o200k_base: async () => (await import("gpt-tokenizer/encoding/o200k_base")).countTokens,
  cl100k_base: async () => (await import("gpt-tokenizer/encoding/cl100k_base")).countTokens,
};

/** @type {Map<string, CountTokens>} */
const loaded = new Map();

parentPort?.on("message", (/** @type {readonly CountJob[]} */ jobs) => void answer(jobs));

/**
 * First the vocabularies, then each job as it is done, so that what was counted when time is up is not lost.
 *
 * @param {readonly CountJob[]} jobs
 */
async function answer(jobs) {
  for (const { encoding } of jobs) {
    if (!loaded.has(encoding)) loaded.set(encoding, await VOCABULARIES[encoding]());
  }
  post({ kind: "loaded" });
  for (const [index, { encoding, input, output }] of jobs.entries()) {
    const count = loaded.get(encoding);
    if (count === undefined) throw new TypeError(`${encoding} is not loaded`);
    post({ kind: "counted", index, input: sum(input, count), output: sum(output, count) });
  }
  post({ kind: "done" });
}

/** @param {CountAnswer} message */
function post(message) {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
  parentPort?.postMessage(message);
}

/**
 * @param {readonly string[] | null} texts
 * @param {CountTokens} count
 */
function sum(texts, count) {
  return texts === null ? null : texts.reduce((tokens, text) => tokens + countText(text, count), 0);
}
