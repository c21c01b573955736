import type { TextSegment } from "@promptprof/anatomy";
import { isRecord } from "../is-record.ts";

/** Which prompt a message came from. */
export interface PromptIdentity {
  readonly name: string;
  readonly version: string;
  /** What its author calls this version; null = nothing. */
  readonly label: string | null;
  /** The commit that the program runs at; null = not known. */
  readonly gitCommit: string | null;
}

/** How a message was made. */
export interface Rendered {
  readonly prompt: PromptIdentity;
  readonly content: string;
  readonly segments: readonly TextSegment[];
}

// Keyed by message, not by array: messages survive being spread into another array, and the provider sees nothing.
const rendered = new WeakMap<object, Rendered>();

export function rememberRendered(message: object, how: Rendered): void {
  rendered.set(message, how);
}

/** The AI SDK copies messages on their way to the model, but hands their `providerOptions` on as they are. */
export function renderedFrom(message: object): Rendered | undefined {
  const known = rendered.get(message);
  if (known !== undefined) return known;
  const options: unknown = "providerOptions" in message ? message.providerOptions : undefined;
  return isRecord(options) ? rendered.get(options) : undefined;
}
