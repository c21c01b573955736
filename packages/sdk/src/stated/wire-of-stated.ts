import type { Fields } from "../is-record.ts";
import type { StatedItem, StatedReply } from "./stated-reply.ts";

/** Stands for text where only that there is some is known: readers look at whether it is empty. */
const SOME = "…";

/** A stated reply as a body of OpenAI's chat completions, the format that our readers know best. */
export function wireOfReply(reply: StatedReply): Fields {
  return wire(reply, { message: { content: reply.text, tool_calls: toolCalls(reply.toolCalls) } });
}

/** A stated item as a chunk of OpenAI's chat completions. */
export function wireOfItem(item: StatedItem): Fields {
  const carried = item.carries ? deltaOf(item.carries, item.text ?? SOME) : {};
  const completed = item.toolCalls ? { tool_calls: toolCalls(item.toolCalls) } : {};
  return wire(item, { delta: { ...carried, ...completed } });
}

function deltaOf(carries: "text" | "reasoning" | "tool", text: string): Fields {
  if (carries === "text") return { content: text };
  return carries === "reasoning"
    ? { reasoning_content: text }
    : { tool_calls: [{ function: { arguments: text } }] };
}

function wire(stated: StatedReply, choice: Fields): Fields {
  return {
    id: stated.id,
    model: stated.model,
    choices: [{ ...choice, index: 0, finish_reason: stated.finishReason }],
    usage: usageOf(stated),
  };
}

/** With its total, so that no rule for providers who count another way takes hold. */
function usageOf(stated: StatedReply): Fields | null {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, reasoningTokens } = stated;
  const counts = [inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, reasoningTokens];
  if (counts.every((count) => count === undefined || count === null)) return null;
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: (inputTokens ?? 0) + (outputTokens ?? 0),
    prompt_tokens_details: { cached_tokens: cacheReadTokens, cache_write_tokens: cacheWriteTokens },
    completion_tokens_details: { reasoning_tokens: reasoningTokens },
  };
}

function toolCalls(count: number | null | undefined): readonly Fields[] {
  return Array.from({ length: count ?? 0 }, () => ({ function: { name: SOME } }));
}
