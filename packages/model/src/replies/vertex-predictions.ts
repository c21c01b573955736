// Vertex AI text embeddings: `predict`. Fields: Vertex AI reference, "Text embeddings API". Each prediction has its own
// count, and the reply has no sum.
import { at, list, type JsonRecord } from "./json.ts";
import type { ReplyDraft } from "./reply-draft.ts";
import type { ReplyNote } from "./reply-note.ts";
import { INSIDE, type StatedUsage } from "./settle-usage.ts";
import type { ShapeReader } from "./shape-reader.ts";
import { tokenCount } from "./token-count.ts";

const COUNT_PATH = ["embeddings", "statistics", "token_count"] as const;

export const vertexPredictions: ShapeReader = {
  // Held as the usage, because it is read only when the reply is over.
  readBody: (body, draft) => draft.takeUsage({ counts: predictionCounts(body) }),
  // Nobody streams them.
  readEvent: () => "nothing",
  stateUsage,
};

function predictionCounts(body: JsonRecord): readonly unknown[] {
  return list(body["predictions"]).map((prediction) => at(prediction, COUNT_PATH));
}

/** One unknown part makes the sum unknown: a sum of the others would be too low. */
function stateUsage({ usage }: ReplyDraft, notes: Set<ReplyNote>): StatedUsage | null {
  const counts = list(usage?.["counts"]).map((count) => tokenCount(count, notes));
  if (counts.length === 0 || counts.includes(null)) return null;
  const input = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  return { input, layout: INSIDE, totalDecides: false };
}
