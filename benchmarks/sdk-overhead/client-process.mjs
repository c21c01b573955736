// One variant in a process of its own, told what to run: `{ stream, calls, profile }`.
import { setupOf } from "./setups.mjs";
import { ownShare } from "./own-share.mjs";

const [variant, upstream, sinkUrl] = process.argv.slice(2);
const QUESTION = "Summarise the following text in one sentence. ".repeat(8);
const BODY = {
  model: "gpt-5-mini",
  temperature: 0.2,
  messages: [
    { role: "system", content: "You are a careful editor. ".repeat(40) },
    { role: "user", content: QUESTION },
  ],
};

let leftAt = 0;
/** The same around every client: when the request leaves. */
const fetchAndNote = (...args) => {
  leftAt = performance.now();
  return fetch(...args);
};
const setup = await setupOf(variant);
const { client, flush } = setup({ baseURL: `${upstream}/v1`, sinkUrl, fetch: fetchAndNote });

process.on("disconnect", () => process.exit(0));
process.on("message", (wanted) => void answer(wanted));
process.send("ready");

async function answer({ stream, calls, profile }) {
  const body = stream ? { ...BODY, stream: true, stream_options: { include_usage: true } } : BODY;
  globalThis.gc();
  process.send(await (profile ? ownShare(() => run(body, calls)) : run(body, calls)));
}

/** What the calls take, and what sending their spans takes. */
async function run(body, calls) {
  const latencies = [];
  const untilLeft = [];
  const before = process.cpuUsage();
  for (let i = 0; i < calls; i += 1) {
    const start = performance.now();
    const reply = await client.chat.completions.create(body);
    if (body.stream) for await (const chunk of reply) if (chunk.id === "") throw new Error("no id");
    latencies.push(performance.now() - start);
    untilLeft.push(leftAt - start);
  }
  await flush();
  const { user, system } = process.cpuUsage(before);
  return {
    cpuUs: (user + system) / calls,
    latencyUs: median(latencies) * 1000,
    untilLeftUs: median(untilLeft) * 1000,
    heapMiB: process.memoryUsage().heapUsed / 2 ** 20,
  };
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
