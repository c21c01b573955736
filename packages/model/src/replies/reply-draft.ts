import type { ErrorClass } from "../error-class.ts";
import type { ClassifiedError } from "./classify-error.ts";
import { isRecord, text, type JsonRecord } from "./json.ts";
import type { ReplyNote } from "./reply-note.ts";

/**
 * What a reader remembers while a reply passes: a few words, a counter and the usage objects. Never content, and
 * nothing is computed here, because this runs inside other people's processes for each event of each stream.
 */
export class ReplyDraft {
  responseId: string | null = null;
  responseModel: string | null = null;
  finishReason: string | null = null;
  serviceTier: string | null = null;
  toolCallCount = 0;
  errorClass: ErrorClass | null = null;
  errorType: string | null = null;
  /** The newest usage object. Usage in a stream is cumulative everywhere: the newest replaces, nothing adds up. */
  usage: JsonRecord | null = null;
  /** The first one, which may hold fields that the newest no longer repeats. */
  firstUsage: JsonRecord | null = null;
  readonly notes: Set<ReplyNote> = new Set();
  /** OpenTelemetry's provider name where the caller knows it. */
  readonly provider: string | null;

  constructor(provider: string | null) {
    this.provider = provider;
  }

  /** Keeps the first id and model that say something: Azure's first chunk has an empty model. */
  identify(id: unknown, model: unknown): void {
    this.responseId ??= text(id);
    this.responseModel ??= text(model);
  }

  takeUsage(usage: unknown): void {
    if (!isRecord(usage)) return;
    this.firstUsage ??= usage;
    this.usage = usage;
  }

  finish(reason: unknown): void {
    this.finishReason = text(reason) ?? this.finishReason;
  }

  takeTier(tier: unknown): void {
    this.serviceTier = text(tier) ?? this.serviceTier;
  }

  /** Keeps the first error: what follows it (a failed status, a closing event) only repeats it. */
  fail(error: ClassifiedError): void {
    if (this.errorClass !== null) return;
    this.errorClass = error.errorClass;
    this.errorType = error.errorType;
  }

  /** A second reply begins in the same stream, as a gateway does that retries behind its client's back. */
  restart(): void {
    this.responseId = null;
    this.responseModel = null;
    this.finishReason = null;
    this.usage = null;
    this.firstUsage = null;
    this.toolCallCount = 0;
    this.notes.add("reply_restarted");
  }
}
