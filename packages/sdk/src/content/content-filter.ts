import type { TextSegment } from "@promptprof/anatomy";
import { neverThrow } from "../never-throw.ts";
import type { Settings } from "../profile-options.ts";

/** 64 Ki characters of one text: longer ones are cut, so that a span stays one that collectors take. */
export const TEXT_MAX = 65_536;

/** Static text is what everybody who reads the code can read. Tool definitions are, too. */
const STATIC_KINDS = new Set(["static", "tool"]);

/** Decides which text leaves the process, and in which form. */
export class ContentFilter {
  readonly keepsSome: boolean;
  readonly keepsAll: boolean;
  readonly #redact: Settings["redact"];

  constructor({ content, redact }: Pick<Settings, "content" | "redact">) {
    this.keepsSome = content !== "none";
    this.keepsAll = content === "full";
    this.#redact = redact;
  }

  /** What may leave of a segment of the prompt. */
  keep({ path, kind, text }: TextSegment): string {
    const isStatic = STATIC_KINDS.has(kind) && path !== "tool";
    return this.keepsAll || (this.keepsSome && isStatic) ? this.redacted(text, path) : "";
  }

  /** The text as the host's hook wants it; "" where the hook fails, because nobody knows what it would have taken out. */
  redacted(text: string, path: string): string {
    const redact = this.#redact;
    const kept: unknown = redact === null ? text : neverThrow(() => redact(text, path), "");
    return typeof kept === "string" ? kept.slice(0, TEXT_MAX) : "";
  }
}
