// An OpenAI server that costs nothing: it answers at once, with bytes that were made before. In a process of its own, so
// that its work is not counted as the client's. A model whose name ends in "-slow" streams 20 events, one each 250 ms.
import { createServer } from "node:http";

const CHUNKS = 200;
const SLOW_WORDS = 17;
const SLOW_MS = 250;
/** Written in one turn of the event loop, so that a stream arrives in several reads, as real ones do. */
const CHUNKS_PER_TURN = 20;

const frame = {
  id: "chatcmpl-Bx81kfQ2mVtZ0a",
  created: 1_790_000_000,
  model: "gpt-5-mini-2025-08-07",
  service_tier: "default",
  system_fingerprint: "fp_50cad350e4",
};
const usage = {
  prompt_tokens: 412,
  completion_tokens: CHUNKS,
  total_tokens: 412 + CHUNKS,
  prompt_tokens_details: { cached_tokens: 256, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 64, audio_tokens: 0 },
};
const content = Array.from({ length: CHUNKS }, (_, i) => ` word${i}`).join("");
const message = { role: "assistant", content, refusal: null, annotations: [] };
const whole = Buffer.from(
  JSON.stringify({
    ...frame,
    object: "chat.completion",
    choices: [{ index: 0, message, logprobs: null, finish_reason: "stop" }],
    usage,
  }),
);
const events = streamEvents(CHUNKS);
const slowEvents = streamEvents(SLOW_WORDS);

const server = createServer((request, response) => {
  const body = [];
  request.on("data", (chunk) => body.push(chunk));
  request.on("end", () => {
    const asked = Buffer.concat(body).toString();
    if (!asked.includes('"stream":true')) answerWhole(response);
    else if (asked.includes('-slow"')) void answerSlowly(response);
    else void answerStream(response);
  });
});
server.listen(0, "127.0.0.1", () => process.send({ url: `http://127.0.0.1:${server.address().port}` }));
process.on("disconnect", () => process.exit(0));

function answerWhole(response) {
  response.writeHead(200, {
    ...headers(),
    "content-type": "application/json",
    "content-length": whole.length,
  });
  response.end(whole);
}

async function answerStream(response) {
  openStream(response);
  for (const [i, event] of events.entries()) {
    response.write(event);
    if (i % CHUNKS_PER_TURN === CHUNKS_PER_TURN - 1) await new Promise((next) => setImmediate(next));
    if (response.destroyed) return;
  }
  response.end("data: [DONE]\n\n");
}

async function answerSlowly(response) {
  openStream(response);
  for (const event of slowEvents) {
    response.write(event);
    await new Promise((next) => setTimeout(next, SLOW_MS));
    if (response.destroyed) return;
  }
  response.end("data: [DONE]\n\n");
}

function openStream(response) {
  response.writeHead(200, { ...headers(), "content-type": "text/event-stream; charset=utf-8" });
}

function headers() {
  return {
    "x-request-id": "req_8f2a1c",
    "x-ratelimit-limit-requests": "10000",
    "x-ratelimit-remaining-requests": "9999",
    "openai-processing-ms": "412",
  };
}

/** The role, a chunk a word, the reason, and usage: real servers leave the last out where nobody asks; here all ask. */
function streamEvents(count) {
  const words = Array.from({ length: count }, (_, i) => ({ delta: { content: ` word${i}` } }));
  const choices = [
    { delta: { role: "assistant", content: "" } },
    ...words,
    { delta: {}, finish_reason: "stop" },
  ];
  const chunks = choices.map((choice) => ({
    ...frame,
    object: "chat.completion.chunk",
    choices: [{ index: 0, logprobs: null, finish_reason: null, ...choice }],
    usage: null,
  }));
  chunks.push({ ...frame, object: "chat.completion.chunk", choices: [], usage });
  return chunks.map((chunk) => Buffer.from(`data: ${JSON.stringify(chunk)}\n\n`));
}
