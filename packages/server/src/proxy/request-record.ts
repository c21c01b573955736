import {
  readRequest,
  SegmentHasher,
  segmentsOfMessages,
  textOfMessage,
  type RequestMessage,
} from "@promptprof/anatomy";
import type { ReplyShape, SegmentKind } from "@promptprof/model";
import { isRecord } from "../schema/check-value.ts";

/** What is kept of a request. Text only where it may have to be counted, and only until the call is over. */
export interface RequestRecord {
  readonly model: string | null;
  readonly stream: boolean | null;
  readonly segments: readonly WeighedSegment[];
  /** Text of the system prompt, for the rules; "" = none. */
  readonly system: string;
  /** Message by message; null = need not or cannot be counted. */
  readonly texts: readonly string[] | null;
}

export interface WeighedSegment {
  readonly path: string;
  readonly kind: SegmentKind;
  readonly hash: string;
  /** Characters, to share the input tokens by. */
  readonly characters: number;
}

export interface RequestReading {
  readonly shape: ReplyShape;
  readonly hasher: SegmentHasher;
  /** Whether text may have to be counted by us. */
  readonly countsText: boolean;
}

/** Reads the copy of a request's body; null for what is no JSON, as uploads of sound are. */
export function readRequestCopy(
  bytes: Buffer,
  { shape, hasher, countsText }: RequestReading,
): RequestRecord | null {
  const body = parsed(bytes);
  if (!isRecord(body)) return null;
  const { model, stream, messages, tools } = readRequest(shape, body);
  const segments = segmentsOfMessages(messages).map(({ path, kind, text }) => ({
    path,
    kind,
    hash: kind === "static" ? hasher.hashStatic(text) : hasher.hash(text),
    characters: text.length,
  }));
  return {
    model,
    stream,
    segments: [...segments, ...toolSegments(tools, hasher)],
    system: messages
      .filter(isSystem)
      .map(({ source }) => textOfMessage(source))
      .join("\n"),
    texts: countsText && messages.every(isText) ? messages.map(({ source }) => textOfMessage(source)) : null,
  };
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return null;
  }
}

/** Tool definitions are text that the model reads, too: their JSON stands for it, as in the SDK. */
function toolSegments(tools: unknown, hasher: SegmentHasher): WeighedSegment[] {
  if (!Array.isArray(tools) || tools.length === 0) return [];
  const text = JSON.stringify(tools);
  return [{ path: "tools", kind: "tool", hash: hasher.hash(text), characters: text.length }];
}

function isSystem({ role }: RequestMessage): boolean {
  return role === "system" || role === "SYSTEM" || role === "developer";
}

/** Pictures and sound are tokens that text does not tell. */
function isText({ source }: RequestMessage): boolean {
  const content = isRecord(source) ? source["content"] : null;
  return !Array.isArray(content) || content.every((part) => isRecord(part) && part["type"] === "text");
}
