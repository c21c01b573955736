// Ollama's own API: /api/chat, /api/generate, /api/embed. Fields: Ollama API documentation, "Generate a chat completion"
// and "Generate embeddings" (types of npm ollama 0.6.4). A stream is lines of JSON; the last has `done: true` and the
// counts. `prompt_eval_count` may be missing when the prompt was still loaded: then the input is unknown, not 0. Its
// /v1 API writes OpenAI's shapes.
import { carriedIf, moreVisible } from "./carried.ts";
import { at, list, record, text, type JsonRecord } from "./json.ts";
import type { ReplyDraft } from "./reply-draft.ts";
import type { Carried } from "./reply-facts.ts";
import { INSIDE, type StatedUsage } from "./settle-usage.ts";
import type { ShapeReader } from "./shape-reader.ts";

export const ollama: ShapeReader = {
  readBody: (body, draft) => void readLine(body, draft),
  readEvent: readLine,
  stateUsage,
};

function readLine(line: JsonRecord, draft: ReplyDraft): Carried {
  draft.identify(null, line["model"]);
  draft.finish(line["done_reason"]);
  // The counts stand in the line itself.
  if (line["eval_count"] !== undefined || line["prompt_eval_count"] !== undefined)
    draft.takeUsage({ input: line["prompt_eval_count"], output: line["eval_count"] });
  const message = record(line["message"]);
  return message === null ? carriedByGenerate(line) : readMessage(message, draft);
}

function carriedByGenerate(line: JsonRecord): Carried {
  return moreVisible(carriedIf(line["response"], "text"), carriedIf(line["thinking"], "reasoning"));
}

function readMessage(message: JsonRecord, draft: ReplyDraft): Carried {
  const calls = list(message["tool_calls"]).filter((call) => text(at(call, ["function", "name"])) !== null);
  draft.toolCallCount += calls.length;
  const said = moreVisible(
    carriedIf(message["content"], "text"),
    carriedIf(message["thinking"], "reasoning"),
  );
  return calls.length > 0 ? moreVisible(said, "tool") : said;
}

function stateUsage({ usage }: ReplyDraft): StatedUsage | null {
  if (usage === null) return null;
  return { input: usage["input"], output: usage["output"], layout: INSIDE, totalDecides: false };
}
