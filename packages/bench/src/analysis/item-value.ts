import type { ModelReply } from "../providers/provider.ts";
import type { RunItem } from "../run/run.ts";
import { scorerOf, type Metric } from "./metric.ts";

/**
 * What one call says about a metric; null = nothing. A failed call has no latency and no reply to measure, but it has
 * failed, it passed no test (0 of a score of passes), and it may have cost money.
 */
export function itemValue(item: RunItem, { name, unit }: Metric): number | null {
  const { outcome } = item;
  if (name === "error_rate") return outcome.kind === "failure" ? 1 : 0;
  if (name === "cost") return item.cost?.total ?? null;
  const scorer = scorerOf(name);
  if (outcome.kind === "failure") return scorer !== null && unit === "rate" ? 0 : null;
  if (scorer !== null) return item.scores.find((score) => score.name === scorer)?.value ?? null;
  return replyValue(outcome, name);
}

function replyValue(reply: ModelReply, metric: string): number | null {
  if (metric === "ttft") return reply.ttftMs;
  if (metric === "tpot") return timePerToken(reply);
  if (metric === "input_tokens") return reply.usage.inputTokens;
  return metric === "output_tokens" ? reply.usage.outputTokens : reply.durationMs;
}

/** Of the tokens after the first, which the time to the first one has. */
function timePerToken({ durationMs, ttftMs, usage: { outputTokens } }: ModelReply): number | null {
  if (ttftMs === null || outputTokens === null || outputTokens < 2) return null;
  return (durationMs - ttftMs) / (outputTokens - 1);
}
