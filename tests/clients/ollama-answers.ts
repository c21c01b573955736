import type { ProviderReply, ProviderRequest } from "./provider-server.ts";

const HEAD = { "content-type": "application/json" };
const LAST = { done: true, done_reason: "stop", prompt_eval_count: 7, eval_count: 3, total_duration: 9 };

/** Answers as Ollama does (API documentation); the model's name says what happens. */
export function answerAsOllama({ path, body }: ProviderRequest): ProviderReply {
  const { model, stream } = JSON.parse(body) as { model: string; stream?: boolean };
  if (model === "unknown") return { status: 404, headers: HEAD, pieces: ['{"error":"model not found"}'] };
  if (path === "/api/embed") {
    const reply = { model, embeddings: [[0.5, 1]], total_duration: 5, prompt_eval_count: 4 };
    return { headers: HEAD, pieces: [JSON.stringify(reply)] };
  }
  const parts = ["Hel", "lo", "!"].map((text) => ({ model, ...said(path, text), done: false }));
  const last = { model, ...said(path, ""), ...LAST };
  if (stream !== true) return { headers: HEAD, pieces: [JSON.stringify({ ...parts[0], ...LAST })] };
  if (model === "cut") return { headers: HEAD, pieces: parts.map(line), end: "cut" };
  if (model === "slow") return { headers: HEAD, pieces: parts.map(line), end: "never" };
  return {
    headers: HEAD,
    pieces: [...parts, model === "failing" ? { error: "out of memory" } : last].map(line),
  };
}

function said(path: string, text: string): object {
  return path === "/api/chat" ? { message: { role: "assistant", content: text } } : { response: text };
}

function line(part: object): string {
  return `${JSON.stringify(part)}\n`;
}
