import { setTimeout as sleep } from "node:timers/promises";

const HOUR_MS = 3_600_000;
const EVERY_MS = 1_000;

/** What the pages ask of the last hour, in their order. */
const QUESTIONS = [
  "prompts?",
  "totals?",
  "versions?prompt=prompt-3&",
  "series?metric=durationMs&prompt=prompt-3&by=version&",
  "series?metric=cost&by=model&",
  "calls?limit=100&",
  "ledger?",
];

/**
 * Asks all questions once a second until a time of `performance.now()`; a slow answer delays the next second.
 *
 * @param {string} url
 * @param {number} until
 * @returns {Promise<number[]>} what each answer took, in ms, the shortest first
 */
export async function dashboard(url, until) {
  const times = [];
  while (performance.now() < until) {
    const next = performance.now() + EVERY_MS;
    const to = Date.now();
    for (const question of QUESTIONS) {
      const start = performance.now();
      const answer = await fetch(`${url}/api/v1/${question}from=${to - HOUR_MS}&to=${to}`);
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${question} answered ${answer.status}: ${text}`);
      times.push(performance.now() - start);
    }
    await sleep(Math.max(0, Math.min(next, until) - performance.now()));
  }
  return times.toSorted((a, b) => a - b);
}
