import type { RequestMessage } from "@promptprof/anatomy";
import type { CallRecord } from "../call/call-record.ts";
import type { Fields } from "../is-record.ts";

/** How one method of a client is read. One object each; nothing in it may change what it reads, unless it says so. */
export interface ModelApi {
  /** OpenTelemetry's `gen_ai.operation.name`. */
  readonly operation: string;
  /** Whether a stream reports usage only when asked to by `stream_options.include_usage`. */
  readonly usageOnRequest: boolean;
  /** What the model reads, in the order it reads it. */
  readonly messages: (body: Fields) => readonly RequestMessage[];
  /** Reads a whole answer. */
  readonly readResult: (result: unknown, call: CallRecord) => void;
  /** Reads one item of a stream; false = the caller did not ask for this one and must not see it. */
  readonly readItem: (item: unknown, call: CallRecord) => boolean;
}
