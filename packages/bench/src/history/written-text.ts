import type { ParsedTemplate } from "@promptprof/anatomy";

type Parts = ParsedTemplate["messages"][number]["parts"];

/** A part of a prompt as it is written, before anything is filled in. */
export interface WrittenSegment {
  readonly path: string;
  readonly kind: "static" | "variable";
  /** "" for what is filled in, a list of a loop included: its length is the caller's. */
  readonly text: string;
}

export interface WrittenText {
  readonly segments: readonly WrittenSegment[];
  /** Static text in one piece as far as nothing is filled in: what a tokenizer reads at once. */
  readonly runs: readonly string[];
}

/** Everything that stands in a template: of a condition both branches. */
export function writtenText({ messages }: ParsedTemplate): WrittenText {
  const segments = messages.map(({ parts }) => segmentsOf(parts));
  return { segments: segments.flat(), runs: segments.flatMap(runsOf) };
}

function segmentsOf(parts: Parts): WrittenSegment[] {
  return parts.flatMap((part): WrittenSegment[] => {
    if (part.kind === "static") return [{ path: part.path, kind: "static", text: part.text }];
    if (part.kind === "choice") return [...segmentsOf(part.whenTrue), ...segmentsOf(part.otherwise)];
    return [{ path: part.path, kind: "variable", text: "" }];
  });
}

function runsOf(segments: readonly WrittenSegment[]): string[] {
  const runs: string[] = [];
  let isOpen = false;
  for (const { kind, text } of segments) {
    if (kind === "static" && isOpen) runs.push((runs.pop() ?? "") + text);
    else if (kind === "static") runs.push(text);
    isOpen = kind === "static";
  }
  return runs;
}
