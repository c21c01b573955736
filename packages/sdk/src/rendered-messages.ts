import type { TextSegment } from "@promptprof/anatomy";

/** Which prompt a message came from. */
export interface PromptIdentity {
  readonly name: string;
  readonly version: string;
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

export function renderedFrom(message: object): Rendered | undefined {
  return rendered.get(message);
}
