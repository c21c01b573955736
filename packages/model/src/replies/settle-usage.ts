import type { CallTokens } from "../call.ts";
import type { ReplyNote } from "./reply-note.ts";
import { tokenCount } from "./token-count.ts";

/** Usage as a reply states it: unread fields, and how its shape counts. */
export interface StatedUsage {
  readonly input?: unknown;
  readonly cacheRead?: unknown;
  readonly cacheWrite?: unknown;
  readonly cacheWrite1h?: unknown;
  readonly inputAudio?: unknown;
  readonly output?: unknown;
  readonly reasoning?: unknown;
  readonly outputAudio?: unknown;
  readonly total?: unknown;
  readonly layout: UsageLayout;
  /** true where providers of one shape disagree on the layout, so that a stated total decides. */
  readonly totalDecides: boolean;
}

/** Whether the parts are counted beside the whole (outside) or within it. */
export interface UsageLayout {
  readonly cacheOutside: boolean;
  readonly reasoningOutside: boolean;
}

/** The usual layout: both parts are within the whole. */
export const INSIDE: UsageLayout = { cacheOutside: false, reasoningOutside: false };

interface Counts {
  readonly input: number | null;
  readonly cacheRead: number | null;
  readonly cacheWrite: number | null;
  readonly cacheWrite1h: number | null;
  readonly inputAudio: number | null;
  readonly output: number | null;
  readonly reasoning: number | null;
  readonly outputAudio: number | null;
  readonly total: number | null;
}

const ABSENT: CallTokens = {
  inputTokens: null,
  cacheReadTokens: null,
  cacheWriteTokens: null,
  cacheWrite1hTokens: null,
  inputAudioTokens: null,
  outputTokens: null,
  reasoningTokens: null,
  outputAudioTokens: null,
  tokenSource: "absent",
};

/**
 * Turns stated usage into our counts: input with both cache parts, output with reasoning. The result always holds
 * cache <= input, reasoning <= output, sound <= its whole and one-hour writes <= writes; where the reply says otherwise,
 * a note tells which rule repaired it.
 */
export function settleUsage(stated: StatedUsage | null, notes: Set<ReplyNote>): CallTokens {
  if (stated === null) return ABSENT;
  const counts = countsOf(stated, notes);
  if (saysNothing(counts)) return ABSENT;
  const layout = layoutOf(counts, stated, notes);
  const inputTokens = inputOf(counts, layout);
  const outputTokens = outputOf(counts, layout);
  const tokens: CallTokens = {
    inputTokens,
    cacheReadTokens: counts.cacheRead,
    cacheWriteTokens: counts.cacheWrite,
    cacheWrite1hTokens: atMost(counts.cacheWrite1h, counts.cacheWrite, "cache_write_1h_clamped", notes),
    inputAudioTokens: atMost(counts.inputAudio, inputTokens, "audio_clamped", notes),
    outputTokens,
    reasoningTokens: atMost(counts.reasoning, outputTokens, "reasoning_clamped", notes),
    outputAudioTokens: atMost(counts.outputAudio, outputTokens, "audio_clamped", notes),
    tokenSource: "reported",
  };
  if (contradicts(counts, tokens)) notes.add("total_contradicts_parts");
  return tokens;
}

/** A total alone cannot be taken apart. */
function saysNothing(counts: Counts): boolean {
  return (
    counts.input === null &&
    counts.output === null &&
    counts.cacheRead === null &&
    counts.cacheWrite === null &&
    counts.cacheWrite1h === null &&
    counts.inputAudio === null &&
    counts.reasoning === null &&
    counts.outputAudio === null
  );
}

function countsOf(stated: StatedUsage, notes: Set<ReplyNote>): Counts {
  return {
    input: tokenCount(stated.input, notes),
    cacheRead: tokenCount(stated.cacheRead, notes),
    cacheWrite: tokenCount(stated.cacheWrite, notes),
    cacheWrite1h: tokenCount(stated.cacheWrite1h, notes),
    inputAudio: tokenCount(stated.inputAudio, notes),
    output: tokenCount(stated.output, notes),
    reasoning: tokenCount(stated.reasoning, notes),
    outputAudio: tokenCount(stated.outputAudio, notes),
    total: tokenCount(stated.total, notes),
  };
}

function layoutOf(counts: Counts, stated: StatedUsage, notes: Set<ReplyNote>): UsageLayout {
  const usual = stated.layout;
  const fitting = stated.totalDecides ? fittingLayout(counts, usual) : usual;
  noteReasoning(counts, usual, fitting, notes);
  // Before the cache, whose size may still overrule the total: more cached than input tokens cannot be within it.
  const isTooLarge = !fitting.cacheOutside && cachedOf(counts) > (counts.input ?? Infinity);
  const cacheOutside = fitting.cacheOutside || isTooLarge;
  if (isTooLarge) notes.add("input_excludes_cache_by_size");
  else if (cacheOutside && cachedOf(counts) > 0)
    notes.add(usual.cacheOutside ? "cache_added_to_input" : "input_excludes_cache_by_total");
  return { ...fitting, cacheOutside };
}

function noteReasoning(
  counts: Counts,
  usual: UsageLayout,
  fitting: UsageLayout,
  notes: Set<ReplyNote>,
): void {
  if ((counts.reasoning ?? 0) === 0) return;
  if (usual.reasoningOutside && !fitting.reasoningOutside) notes.add("output_includes_reasoning_by_total");
  if (!usual.reasoningOutside && fitting.reasoningOutside) notes.add("output_excludes_reasoning_by_total");
  if (usual.reasoningOutside && fitting.reasoningOutside) notes.add("reasoning_added_to_output");
}

/** The usual layout if it adds up to the total, else the first other one that does, else the usual one. */
function fittingLayout(counts: Counts, usual: UsageLayout): UsageLayout {
  const other = { cacheOutside: !usual.cacheOutside, reasoningOutside: !usual.reasoningOutside };
  const layouts = [
    usual,
    { ...usual, reasoningOutside: other.reasoningOutside },
    { ...usual, cacheOutside: other.cacheOutside },
    other,
  ];
  const fits = (layout: UsageLayout): boolean =>
    (inputOf(counts, layout) ?? 0) + (outputOf(counts, layout) ?? 0) === counts.total;
  return layouts.find(fits) ?? usual;
}

function inputOf(counts: Counts, layout: UsageLayout): number | null {
  if (counts.input === null) return null;
  return layout.cacheOutside ? counts.input + cachedOf(counts) : counts.input;
}

function outputOf(counts: Counts, layout: UsageLayout): number | null {
  if (!layout.reasoningOutside) return counts.output;
  // A Gemini reply that was cut while it still thought has thoughts and no candidates: they are its whole output.
  return counts.output === null ? counts.reasoning : counts.output + (counts.reasoning ?? 0);
}

function cachedOf(counts: Counts): number {
  return (counts.cacheRead ?? 0) + (counts.cacheWrite ?? 0);
}

function atMost(
  part: number | null,
  whole: number | null,
  note: ReplyNote,
  notes: Set<ReplyNote>,
): number | null {
  if (part === null || whole === null || part <= whole) return part;
  notes.add(note);
  return whole;
}

/** A total may leave out what is counted beside the whole (Bedrock's does), so both sums are accepted. */
function contradicts(counts: Counts, tokens: CallTokens): boolean {
  if (counts.total === null || counts.input === null) return false;
  const settled = (tokens.inputTokens ?? 0) + (tokens.outputTokens ?? 0);
  return counts.total !== settled && counts.total !== counts.input + (counts.output ?? 0);
}
