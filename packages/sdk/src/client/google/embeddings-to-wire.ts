import { countOf, isRecord } from "../../is-record.ts";

/**
 * The client keeps the tokens of each embedding (Vertex AI alone states them) and drops what the reply said of all.
 * One unknown count makes the sum unknown.
 */
export function embeddingsToWire(result: unknown): unknown {
  const embeddings = isRecord(result) ? result["embeddings"] : null;
  if (!Array.isArray(embeddings) || embeddings.length === 0) return result;
  const counts = embeddings.map(tokensOf);
  if (counts.includes(null)) return result;
  return {
    usageMetadata: { promptTokenCount: counts.reduce<number>((sum, count) => sum + (count ?? 0), 0) },
  };
}

function tokensOf(embedding: unknown): number | null {
  const statistics = isRecord(embedding) ? embedding["statistics"] : null;
  return isRecord(statistics) ? countOf(statistics["tokenCount"]) : null;
}
