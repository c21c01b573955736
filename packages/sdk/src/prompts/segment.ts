import type { SegmentKind } from "@promptprof/model";
import { warnOnce } from "../warn-once.ts";
import { rememberNamed } from "./named-texts.ts";

export interface SegmentOptions {
  /** What the text is made of; by default what its name says (`retrieved`, `history`, `tool`), else `variable`. */
  readonly kind?: SegmentKind;
}

const KINDS: readonly (readonly [RegExp, SegmentKind])[] = [
  [/retriev/i, "retrieved"],
  [/history/i, "history"],
  [/\btools?\b/i, "tool"],
];

/**
 * Names a part of a prompt that is put together by hand, and gives the text back as it is. In calls that are made
 * soon after, this text stands apart in the anatomy, below its role: `user/retrieved`.
 *
 * Texts of 16 characters and more are looked for, wherever they stand, among the 64 named last.
 *
 * @example messages: [{ role: "user", content: `${segment("retrieved", documents)}\n${question}` }]
 */
export function segment(name: string, text: string, options: SegmentOptions = {}): string {
  if (typeof name !== "string" || name.trim() === "" || typeof text !== "string") {
    warnOnce("segment", "segment(name, text) needs a name and a text; the text stays unnamed");
    return text;
  }
  rememberNamed({ name: name.trim(), kind: options.kind ?? kindOf(name), text });
  return text;
}

function kindOf(name: string): SegmentKind {
  return KINDS.find(([word]) => word.test(name))?.[1] ?? "variable";
}
