import { hashSegment, type TextSegment } from "@promptprof/anatomy";
import { shareByWeight, type Segment } from "@promptprof/model";
import type { ModelRequest, Outcome } from "../providers/provider.ts";
import type { Prompt } from "../suite/suite.ts";
import type { Pair } from "./plan.ts";

/** A call before it is made, and the texts that its segments stand for. */
export interface Rendered {
  readonly request: ModelRequest;
  /** Characters of each segment, to share the input tokens by. */
  readonly weights: readonly number[];
}

/**
 * @param salt of the segments' hashes; the same as a program's, so that bench and production agree
 * @throws Error in one line where the prompt of this side cannot be filled in with the case
 */
export function requestOf(prompt: Prompt, { provider, case: one }: Pair, salt: string): Rendered {
  const { messages, parameters, tools, segments } = prompt.render(one.variables);
  const all = tools.length === 0 ? segments : [...segments, toolsSegment(tools)];
  return {
    request: {
      messages,
      model: provider.model ?? prompt.model ?? "",
      parameters: { ...provider.parameters, ...parameters },
      tools,
      segments: all.map(({ path, kind, text }) => ({
        path,
        kind,
        hash: hashSegment(salt, text),
        tokens: null,
      })),
    },
    weights: all.map(({ text }) => text.length),
  };
}

/** As in production: definitions of tools are text that the model reads, and their JSON stands for it. */
function toolsSegment(tools: ModelRequest["tools"]): TextSegment {
  return { path: "tools", kind: "tool", text: JSON.stringify(tools) };
}

/** The segments with their shares of the input tokens, once a reply reports those. */
export function segmentsWithTokens({ request, weights }: Rendered, outcome: Outcome): readonly Segment[] {
  const input = outcome.kind === "reply" ? outcome.usage.inputTokens : null;
  if (input === null) return request.segments;
  const tokens = shareByWeight(input, weights);
  return request.segments.map((segment, i) => ({ ...segment, tokens: tokens[i] ?? null }));
}
