// Embeddings and rerankings: OpenAI, Voyage, Mistral, Together. They have input alone; Voyage states only its total.
// Fields: OpenAI API reference, "Create embeddings" (types of npm openai 6.49.0); Voyage AI API reference, "Text
// embedding models" and "Rerankers"; Together API reference, "Create a rerank request".
import type { ReplyDraft } from "./reply-draft.ts";
import { INSIDE, type StatedUsage } from "./settle-usage.ts";
import type { ShapeReader } from "./shape-reader.ts";

export const openaiEmbeddings: ShapeReader = {
  readBody: (body, draft) => {
    draft.identify(body["id"], body["model"]);
    draft.takeUsage(body["usage"]);
  },
  // Nobody streams them.
  readEvent: () => "nothing",
  stateUsage,
};

function stateUsage({ usage }: ReplyDraft): StatedUsage | null {
  if (usage === null) return null;
  return {
    input: usage["prompt_tokens"] ?? usage["total_tokens"],
    output: usage["completion_tokens"],
    total: usage["total_tokens"],
    layout: INSIDE,
    totalDecides: false,
  };
}
