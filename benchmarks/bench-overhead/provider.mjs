// An OpenAI server whose every answer takes as long: whoever asks in the same numbers at once waits as long in all.
// In a process of its own. Says how many it answered when it is asked.
import { createServer } from "node:http";

const LATENCY_MS = 50;
const usage = { prompt_tokens: 30, completion_tokens: 4, total_tokens: 34 };
const frame = { id: "chatcmpl-1", created: 1_790_000_000, model: "gpt-5-mini" };
const whole = JSON.stringify({
  ...frame,
  object: "chat.completion",
  choices: [
    { index: 0, message: { role: "assistant", content: "billing, not urgent" }, finish_reason: "stop" },
  ],
  usage,
});
const chunk = { ...frame, object: "chat.completion.chunk" };
const stream = [
  { ...chunk, choices: [{ index: 0, delta: { role: "assistant", content: "billing, not urgent" } }] },
  { ...chunk, choices: [{ index: 0, delta: {}, finish_reason: "stop" }] },
  { ...chunk, choices: [], usage },
]
  .map((event) => `data: ${JSON.stringify(event)}\n\n`)
  .join("");

let answered = 0;
const server = createServer((request, response) => {
  const body = [];
  request.on("data", (piece) => body.push(piece));
  request.on("end", () => {
    const isStreamed = /"stream":\s*true/.test(Buffer.concat(body).toString());
    setTimeout(() => {
      answered += 1;
      response.writeHead(200, { "content-type": isStreamed ? "text/event-stream" : "application/json" });
      response.end(isStreamed ? `${stream}data: [DONE]\n\n` : whole);
    }, LATENCY_MS);
  });
});
server.listen(0, "127.0.0.1", () =>
  process.send({ url: `http://127.0.0.1:${server.address().port}`, latencyMs: LATENCY_MS }),
);
process.on("message", () => {
  process.send(answered);
  answered = 0;
});
process.on("disconnect", () => process.exit(0));
