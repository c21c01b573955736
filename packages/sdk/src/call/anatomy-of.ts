import {
  segmentsOfMessages,
  textOfMessage,
  type RequestFacts,
  type RequestMessage,
  type SegmentHasher,
  type TextSegment,
} from "@promptprof/anatomy";
import type { ContentFilter } from "../content/content-filter.ts";
import { isRecord } from "../is-record.ts";
import { namedTexts } from "../prompts/named-texts.ts";
import { renderedFrom, type PromptIdentity } from "../prompts/rendered-messages.ts";

/** The segments of a call as the span carries them: four lists of equal length, in the order of the prompt. */
export interface Anatomy {
  prompt: PromptIdentity | null;
  readonly paths: string[];
  readonly kinds: string[];
  readonly hashes: string[];
  /** Characters, to share the input tokens by. */
  readonly weights: number[];
  /** What may leave of each text, "" for what may not; null where no text may leave. */
  readonly texts: string[] | null;
}

/**
 * Takes apart what was sent. Messages that a prompt rendered have that prompt's segments, also among others (a
 * history behind them, say) and when the array was copied; a rendered message whose text was changed since is
 * counted as written by hand. Of two prompts in one call the first one names it.
 */
export function anatomyOf(request: RequestFacts, hasher: SegmentHasher, content: ContentFilter): Anatomy {
  const anatomy: Anatomy = {
    prompt: null,
    paths: [],
    kinds: [],
    hashes: [],
    weights: [],
    texts: content.keepsSome ? [] : null,
  };
  let byHand: RequestMessage[] = [];
  const addByHand = (): void => {
    for (const segment of segmentsOfMessages(byHand, namedTexts())) add(anatomy, segment, hasher, content);
    byHand = [];
  };
  for (const message of request.messages) {
    const rendered = isRecord(message.source) ? renderedFrom(message.source) : undefined;
    anatomy.prompt ??= rendered?.prompt ?? null;
    if (rendered === undefined || rendered.content !== textOfMessage(message.source)) {
      byHand.push(message);
      continue;
    }
    addByHand();
    for (const segment of rendered.segments) add(anatomy, segment, hasher, content);
  }
  addByHand();
  addTools(anatomy, request.tools, hasher, content);
  return anatomy;
}

function add(
  anatomy: Anatomy,
  { path, kind, text }: TextSegment,
  hasher: SegmentHasher,
  content: ContentFilter,
): void {
  anatomy.paths.push(path);
  anatomy.kinds.push(kind);
  anatomy.hashes.push(kind === "static" ? hasher.hashStatic(text) : hasher.hash(text));
  anatomy.weights.push(text.length);
  anatomy.texts?.push(content.keep({ path, kind, text }));
}

/** Tool definitions are text that the model reads, too: their JSON stands for it. */
function addTools(anatomy: Anatomy, tools: unknown, hasher: SegmentHasher, content: ContentFilter): void {
  if (Array.isArray(tools) && tools.length > 0) {
    add(anatomy, { path: "tools", kind: "tool", text: JSON.stringify(tools) }, hasher, content);
  }
}
