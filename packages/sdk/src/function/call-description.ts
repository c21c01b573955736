import type { ReplyShape } from "@promptprof/model/replies";
import type { PromptIdentity } from "../prompts/rendered-messages.ts";
import type { StatedItem, StatedReply } from "../stated/stated-reply.ts";

/** How the calls that a function makes are read: one call of the function is one call of a model. */
export type CallDescription<Args extends readonly unknown[] = never, Result = never> =
  | StatedDescription<Args, Result>
  | WireDescription<Args, Result>;

interface Described<Args extends readonly unknown[]> {
  /** OpenTelemetry's `gen_ai.provider.name`: `openai`, `anthropic`, `aws.bedrock` ..., or a name of your own. */
  readonly provider: string;
  /** Default: the `model` of what `request` gives. */
  readonly model?: string | ((...args: Args) => string | null | undefined) | undefined;
  /** OpenTelemetry's `gen_ai.operation.name`. Default: `chat`. */
  readonly operation?: string | undefined;
  /** What the calls are named after, unless their messages come from a `prompt()`. */
  readonly prompt?: string | PromptIdentity | undefined;
}

/** For a function whose code knows the counts. */
export interface StatedDescription<Args extends readonly unknown[], Result> extends Described<Args> {
  readonly shape?: undefined;
  /** What the model reads, for the anatomy: only hashes and lengths of it leave the process. */
  readonly request?: ((...args: Args) => StatedRequest) | undefined;
  readonly reply?: ((result: Awaited<Result>) => StatedReply) | undefined;
  /** One item of the stream that the function answers with. Default: each is a piece of text. */
  readonly item?: ((item: ItemOf<Result>) => StatedItem) | undefined;
}

/** For a function that takes or gives what a provider's API does. */
export interface WireDescription<Args extends readonly unknown[], Result> extends Described<Args> {
  /** The wire format of request and reply. */
  readonly shape: ReplyShape;
  /** The body of the request in that format. Default: the first argument. */
  readonly request?: ((...args: Args) => unknown) | undefined;
  /** The body of the reply in that format. Default: the result. */
  readonly reply?: ((result: Awaited<Result>) => unknown) | undefined;
  /** One event of the stream in that format. Default: the item. */
  readonly item?: ((item: ItemOf<Result>) => unknown) | undefined;
}

export interface StatedRequest {
  readonly model?: string | undefined;
  readonly messages: readonly { readonly role: string; readonly content: unknown }[];
  readonly tools?: readonly unknown[] | undefined;
}

/** What comes out of a stream. */
export type ItemOf<Result> = Awaited<Result> extends AsyncIterable<infer Item> ? Item : never;

/** What the descriptions of all functions have in common, once the types of one are left behind. */
export interface AnyDescription {
  readonly provider: string;
  readonly operation?: string | undefined;
  readonly prompt?: string | PromptIdentity | undefined;
  readonly shape?: ReplyShape | undefined;
  readonly model?: string | Read | undefined;
  readonly request?: Read | undefined;
  readonly reply?: Read | undefined;
  readonly item?: Read | undefined;
}

/** Takes the arguments or results of whichever function it was written for. */
export type Read = (...values: never) => unknown;
