import { createHash } from "node:crypto";
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

const BODY = {
  model: "gpt-5-mini",
  messages: [
    { role: "system", content: "You are a careful editor. ".repeat(40) },
    { role: "user", content: "Summarise the following text in one sentence." },
  ],
};
const STREAM = { ...BODY, stream: true, stream_options: { include_usage: true } };
const BODIES = {
  whole: Buffer.from(JSON.stringify(BODY)),
  stream: Buffer.from(JSON.stringify(STREAM)),
  slow: Buffer.from(JSON.stringify({ ...STREAM, model: "gpt-5-mini-slow" })),
};
/** Timers are late by a millisecond or so; what is due sooner is waited for turn by turn. */
const TIMER_MS = 1.5;

/** Requests by the URL that they went to. */
export const sent = new Map();

export function newAgent() {
  return new Agent({ keepAlive: true, maxSockets: Infinity });
}

/**
 * Sends one request and reads its answer. Times are milliseconds of `performance.now()`.
 *
 * @param {keyof BODIES} kind
 */
export function send({ url, headers }, agent, kind) {
  const body = BODIES[kind];
  sent.set(url.href, (sent.get(url.href) ?? 0) + 1);
  return new Promise((resolve, reject) => {
    const options = {
      method: "POST",
      agent,
      headers: {
        "content-type": "application/json",
        authorization: "Bearer none",
        "content-length": body.length,
        ...headers,
      },
    };
    const outgoing = request(url, options, (answer) => {
      const hash = createHash("sha256");
      let firstByteAt = 0;
      answer.on("data", (chunk) => {
        firstByteAt ||= performance.now();
        hash.update(chunk);
      });
      answer.on("error", reject);
      answer.on("end", () =>
        resolve({
          status: answer.statusCode,
          firstByteAt,
          endAt: performance.now(),
          hash: hash.digest("hex"),
        }),
      );
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/**
 * Sends `count` requests, one each `1000 / perSecond` milliseconds whether or not earlier ones are answered, and counts from
 * the moment when each was to leave: a proxy that stalls is not excused for those that waited.
 *
 * @returns {Promise<number[]>} milliseconds
 */
export async function constantRate(target, agent, perSecond, count, offsetMs = 0) {
  const start = performance.now() + offsetMs;
  const running = [];
  for (let i = 0; i < count; i += 1) {
    const due = start + (i * 1000) / perSecond;
    await until(due);
    running.push(send(target, agent, "whole").then((answer) => expectOk(answer).endAt - due));
  }
  return Promise.all(running);
}

/** As many requests as the target answers over so many connections. @returns {Promise<number>} requests a second */
export async function asFastAsItCan(target, agent, connections, seconds) {
  const end = performance.now() + seconds * 1000;
  let answered = 0;
  const worker = async () => {
    while (performance.now() < end) {
      expectOk(await send(target, agent, "whole"));
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  return answered / seconds;
}

/** One stream after another. @returns {Promise<number[]>} milliseconds to the first byte of each body */
export async function firstBytes(target, agent, count) {
  const times = [];
  for (let i = 0; i < count; i += 1) {
    const start = performance.now();
    times.push(expectOk(await send(target, agent, "stream")).firstByteAt - start);
  }
  return times;
}

export function expectOk(answer) {
  if (answer.status !== 200) throw new Error(`answered with ${answer.status}`);
  return answer;
}

async function until(due) {
  const wait = due - performance.now() - TIMER_MS;
  if (wait > 0) await sleep(wait);
  while (performance.now() < due) await new Promise((next) => setImmediate(next));
}
