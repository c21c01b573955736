import type { CallTokens } from "../call.ts";
import type { ErrorClass } from "../error-class.ts";
import type { ReplyNote } from "./reply-note.ts";

/** What a reply tells about itself, free of content. Unknown is null. */
export interface ReplyFacts extends CallTokens {
  readonly responseId: string | null;
  /** The model that answered; after a server-side fallback, the one that took over. */
  readonly responseModel: string | null;
  /** The provider's own word; the first choice's when there are several. */
  readonly finishReason: string | null;
  /** Set by an error body, by an error event in mid-stream and by a finish that is a failure. */
  readonly errorClass: ErrorClass | null;
  /** The provider's own word for the error; never its message. */
  readonly errorType: string | null;
  /** Tool calls that the first choice made, server-side tools included where the reply lists them. */
  readonly toolCallCount: number;
  /** The tier that served the call (`default`, `priority`, `batch`, `ON_DEMAND` ...), as the provider writes it. */
  readonly serviceTier: string | null;
  /** What the reply itself says it cost (OpenRouter, xAI, Perplexity), in nano-dollars. */
  readonly reportedCostNanoUsd: number | null;
  /** Tokens of other models inside this reply; no part of the counts above. */
  readonly apart: readonly UsageApart[];
  /** The rules that fired, each once. */
  readonly notes: readonly ReplyNote[];
}

/** Tokens that another model than the answering one spent on a reply. */
export interface UsageApart {
  readonly model: string | null;
  /** The provider's word for the part, for example `advisor_message`. */
  readonly kind: string;
  readonly tokens: CallTokens;
}

/**
 * The most visible thing that one event of a stream brought: `text` (a visible token, sound and pictures included),
 * `tool` (name or arguments of a tool call), `reasoning`, or `nothing` (roles, pings, signatures, usage).
 * The first event that is not `nothing` ends the time to the first content token; the first `text` is the first
 * token a person sees.
 */
export type Carried = "nothing" | "reasoning" | "tool" | "text";
