import { Agent, get } from "node:http";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** What pages ask, over data that ends at `end` (epoch ms). */
export function questionsAt(end) {
  const range = (days) => `from=${end - days * DAY_MS}&to=${end}`;
  const hour = Math.floor(end / HOUR_MS) * HOUR_MS;
  const prompt = "prompt=prompt-3";
  const models = ["gpt-5-mini-2026-02-01", "claude-sonnet-4-5-2026-02-01"];
  const week = (side, ago) => `${side}.from=${end - (ago + 7) * DAY_MS}&${side}.to=${end - ago * DAY_MS}`;
  return {
    "overview of a year": `prompts?${range(365)}`,
    "a prompt's year by day and version, p50 p95 p99": `series?metric=durationMs&${prompt}&by=version&step=${DAY_MS}&${range(365)}`,
    "a prompt's cost by day, a year": `series?metric=cost&${prompt}&step=${DAY_MS}&${range(365)}`,
    "last 24 h of a prompt by team": `series?metric=durationMs&${prompt}&by=team&step=${HOUR_MS}&${range(1)}`,
    "last 24 h of a prompt by model": `series?metric=durationMs&${prompt}&by=model&step=${HOUR_MS}&${range(1)}`,
    "100 newest calls": `calls?${range(7)}`,
    "100 slowest failed calls of a week": `calls?failed=true&minDurationMs=1000&sort=duration&${range(7)}`,
    "100 dearest calls of a prompt, a month": `calls?${prompt}&minTokens=2000&sort=cost&${range(30)}`,
    "100 largest calls of a team, a month": `calls?team=team-2&sort=tokens&${range(30)}`,
    "segments of a month": `segments?from=${hour - 30 * DAY_MS}&to=${hour}`,
    "segments of a prompt by version, a month": `segments?${prompt}&by=version&from=${hour - 30 * DAY_MS}&to=${hour}`,
    "compare two versions of a prompt, half a year": `compare?${prompt}&a.version=v3&b.version=v4&${range(180)}`,
    "compare two models of a prompt, a year": `compare?${prompt}&a.model=${models[0]}&b.model=${models[1]}&${range(365)}`,
    "compare two weeks of a prompt": `compare?${prompt}&${week("a", 7)}&${week("b", 0)}`,
    "compare two weeks of all prompts": `compare?${week("a", 7)}&${week("b", 0)}`,
    "compare two models prompt by prompt, a month": `compare?by=prompt&a.model=${models[0]}&b.model=${models[1]}&${range(30)}`,
  };
}

/** One question after the other over a kept connection. */
export async function timeQuestions(url, questions, rounds) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const rows = [];
  for (const [question, path] of Object.entries(questions)) {
    const times = [];
    let answer = null;
    for (let round = -2; round < rounds; round += 1) {
      const start = performance.now();
      answer = await ask(agent, `${url}/api/v1/${path}`);
      if (round >= 0) times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    const table = (answer.body.source ?? answer.body.a?.source)?.table ?? "calls";
    const size = Math.round(answer.bytes / 1000);
    rows.push({ question, table, "p50 ms": at(times, 0.5), "p95 ms": at(times, 0.95), kilobytes: size });
  }
  agent.destroy();
  return rows;
}

function ask(agent, url) {
  return new Promise((resolve, reject) => {
    const sent = get(url, { agent }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => {
        const text = Buffer.concat(chunks);
        if (response.statusCode === 200) resolve({ bytes: text.length, body: JSON.parse(text.toString()) });
        else reject(new Error(`${url} answered ${response.statusCode}: ${text.toString().slice(0, 300)}`));
      });
    });
    sent.on("error", reject);
  });
}

function at(sorted, q) {
  return Number(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))].toFixed(1));
}
