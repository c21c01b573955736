import {
  classifyError,
  createStreamReader,
  GapHistogram,
  readReply,
  recogniseShape,
  type ClassifiedError,
  type ReplyFacts,
  type ReplyShape,
  type StreamReader,
} from "@promptprof/model";
import type { IncomingHttpHeaders } from "node:http";
import type { Transform } from "node:stream";
import { finished } from "node:stream/promises";
import { BodyCopy } from "./body-copy.ts";
import { ChatText } from "./chat-text.ts";
import { decoderOf, PLAIN_BYTES_MAX } from "./content-coding.ts";
import type { EventFrames } from "./frames/event-frames.ts";
import { framesOf } from "./frames/frames-of.ts";
import type { ReplyRecord } from "./reply-record.ts";

export interface ReplyReadingOptions {
  /** null = the first event that says something shows it. */
  readonly shape: ReplyShape | null;
  readonly provider: string | null;
  readonly path: string;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly countsText: boolean;
}

/** Reads the copy of a reply while it passes: event by event where it streams, else as a whole at its end. */
export class ReplyReading {
  readonly #options: ReplyReadingOptions;
  readonly #frames: EventFrames | null;
  readonly #copy = new BodyCopy();
  readonly #decoder: Transform | "unknown" | null;
  readonly #gaps = new GapHistogram();
  readonly #text: ChatText | null;
  #reader: StreamReader | null;
  #plainBytes = 0;
  #at = 0;
  #firstContentAt: number | null = null;
  #lastContentAt = 0;
  #failure: unknown = null;

  constructor(options: ReplyReadingOptions) {
    const { shape, provider, path, status, headers, countsText } = options;
    this.#options = options;
    this.#reader = shape === null ? null : createStreamReader(shape, provider);
    this.#text = countsText ? new ChatText() : null;
    const isStream = status < 400;
    const type = headers["content-type"] ?? "";
    this.#frames = isStream ? framesOf(type, path, (event) => this.#takeEvent(event)) : null;
    this.#decoder = decoderOf(headers["content-encoding"]);
    if (this.#decoder === null || this.#decoder === "unknown") return;
    this.#decoder.on("data", (bytes: Buffer) => this.#takePlain(bytes));
    this.#decoder.on("error", (error) => this.#fail(error));
  }

  /** @param at when the bytes came, epoch of `performance.now()` */
  push(bytes: Buffer, at: number): void {
    if (this.#failure !== null || this.#decoder === "unknown") return;
    this.#at = at;
    if (this.#decoder === null) this.#takePlain(bytes);
    else this.#decoder.write(bytes);
  }

  /** Nothing more comes, whether the reply is whole or not. */
  async end(): Promise<ReplyRecord> {
    await this.#drain();
    if (this.#failure === null) this.#guarded(() => this.#frames?.end());
    const body = this.#frames === null ? parsed(this.#copy.take()) : null;
    return {
      facts: this.#frames === null ? this.#factsOf(body) : this.#factsOfStream(),
      stream: this.#frames !== null,
      firstContentAt: this.#firstContentAt,
      gaps: this.#gaps.summary(),
      error: this.#errorIn(body),
      texts: this.#text?.texts ?? null,
      isIncomplete: this.#failure !== null || this.#decoder === "unknown" || this.#copy.isTooLarge,
    };
  }

  async #drain(): Promise<void> {
    const decoder = this.#decoder;
    if (decoder === null || decoder === "unknown" || decoder.destroyed) return;
    decoder.end();
    await finished(decoder).catch(() => {});
  }

  #takePlain(bytes: Buffer): void {
    this.#guarded(() => {
      this.#plainBytes += bytes.byteLength;
      if (this.#decoder !== null && this.#plainBytes > PLAIN_BYTES_MAX)
        throw new RangeError("too large when plain");
      if (this.#frames === null) this.#copy.add(bytes);
      else this.#frames.push(bytes);
    });
  }

  #takeEvent(event: unknown): void {
    this.#reader ??= this.#readerFor(event);
    this.#text?.push(event);
    if (this.#reader === null || this.#reader.push(event) === "nothing") return;
    if (this.#firstContentAt === null) this.#firstContentAt = this.#at;
    else this.#gaps.add(this.#at - this.#lastContentAt);
    this.#lastContentAt = this.#at;
  }

  #readerFor(event: unknown): StreamReader | null {
    const shape = recogniseShape(event);
    return shape === null ? null : createStreamReader(shape, this.#options.provider);
  }

  #factsOfStream(): ReplyFacts {
    return this.#reader?.facts() ?? readReply("openai-chat", null);
  }

  #factsOf(body: unknown): ReplyFacts {
    const { shape, provider } = this.#options;
    return readReply(shape ?? recogniseShape(body) ?? "openai-chat", body, provider);
  }

  #errorIn(body: unknown): ClassifiedError | null {
    const { status } = this.#options;
    return status < 400 ? null : classifyError({ httpStatus: status, body, name: null });
  }

  /** What cannot be measured is no reason to stop: the bytes are on their way already. */
  #guarded(read: () => void): void {
    try {
      read();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
    if (this.#decoder !== null && this.#decoder !== "unknown") this.#decoder.destroy();
  }
}

function parsed(bytes: Buffer | null): unknown {
  if (bytes === null || bytes.byteLength === 0) return null;
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return null;
  }
}
