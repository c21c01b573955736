// Many calls through a fetch that answers in the process, while nobody listens where spans are sent to.
import { profile } from "@promptprof/sdk";
import OpenAI from "openai";

const [variant, nowhere] = process.argv.slice(2);
const ANSWER = JSON.stringify({
  id: "chatcmpl-Bx81kfQ2mVtZ0a",
  object: "chat.completion",
  model: "gpt-5-mini-2025-08-07",
  choices: [{ index: 0, message: { role: "assistant", content: "Yes." }, finish_reason: "stop" }],
  usage: { prompt_tokens: 412, completion_tokens: 2, total_tokens: 414 },
});
const HEADERS = { "content-type": "application/json" };
const client = new OpenAI({ apiKey: "none", fetch: async () => new Response(ANSWER, { headers: HEADERS }) });
if (variant === "@promptprof/sdk") profile(client, { endpoint: nowhere });
const body = { model: "gpt-5-mini", messages: [{ role: "user", content: "Is it?" }] };

process.on("disconnect", () => process.exit(0));
process.on("message", (calls) => void make(calls));
process.send("ready");

async function make(calls) {
  for (let i = 0; i < calls; i += 1) {
    await client.chat.completions.create(body);
    // A program that never waits for anything outside would starve the timers that spans are sent by.
    if (i % 100 === 0) await new Promise((next) => setImmediate(next));
  }
  globalThis.gc();
  await new Promise((next) => setImmediate(next));
  globalThis.gc();
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  // Spans wait as bytes, which are not on the heap.
  process.send({ heapMiB: heapUsed / 2 ** 20, buffersMiB: arrayBuffers / 2 ** 20, rssMiB: rss / 2 ** 20 });
}
