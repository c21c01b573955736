import { isRecord, type Fields } from "../../is-record.ts";
import { parseJson } from "./json-bytes.ts";

/** Bedrock adds it to the last event of a stream, whichever model wrote that. */
const METRICS = "amazon-bedrock-invocationMetrics";

/**
 * The JSON in InvokeModel's answer or in an item of its stream. The formats that are found on Bedrock alone are
 * brought into Converse's ("Inference request parameters and response fields", Amazon Bedrock user guide).
 */
export function invokedToWire(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const chunk = isRecord(value["chunk"]) ? value["chunk"] : null;
  const json = parseJson(chunk === null ? value["body"] : chunk["bytes"]);
  if (!isRecord(json)) return json;
  const metadata = metadataOf(json[METRICS]);
  const own = ownFormat(json);
  if (own === null) return metadata === undefined ? json : { ...json, metadata };
  const { text, stopReason, usage } = own;
  if (chunk === null) return { stopReason, usage };
  // An event's own counts are of what came so far, so those of the metrics are taken.
  return metadata === undefined
    ? { contentBlockDelta: { delta: { text } } }
    : { metadata, messageStop: { stopReason } };
}

function metadataOf(metrics: unknown): Fields | undefined {
  if (!isRecord(metrics)) return undefined;
  const { inputTokenCount, outputTokenCount, cacheReadInputTokenCount, cacheWriteInputTokenCount } = metrics;
  const usage = {
    inputTokens: inputTokenCount,
    outputTokens: outputTokenCount,
    cacheReadInputTokens: cacheReadInputTokenCount,
    cacheWriteInputTokens: cacheWriteInputTokenCount,
  };
  return { usage };
}

interface OwnFormat {
  readonly text: unknown;
  readonly stopReason: unknown;
  readonly usage: Fields;
}

/** Llama's, Titan's and Titan's embeddings. */
function ownFormat(json: Fields): OwnFormat | null {
  if ("generation" in json) {
    const { generation, stop_reason, prompt_token_count, generation_token_count } = json;
    const usage = { inputTokens: prompt_token_count, outputTokens: generation_token_count };
    return { text: generation, stopReason: stop_reason, usage };
  }
  if (!("inputTextTokenCount" in json) && !("outputText" in json)) return null;
  const first: unknown = Array.isArray(json["results"]) ? json["results"][0] : json;
  const result: Fields = isRecord(first) ? first : {};
  const outputTokens = result["tokenCount"] ?? result["totalOutputTextTokenCount"];
  const usage = { inputTokens: json["inputTextTokenCount"], outputTokens };
  return { text: result["outputText"], stopReason: result["completionReason"], usage };
}
