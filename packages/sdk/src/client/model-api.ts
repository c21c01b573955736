import { readRequest, type RequestFacts } from "@promptprof/anatomy";
import type { ReplyShape } from "@promptprof/model/replies";

/** How one method of a client is read: all there is to know of it, as data. */
export interface ModelApi {
  /** Where the method is in the client, its name last. */
  readonly path: readonly [string, ...string[]];
  /** OpenTelemetry's `gen_ai.operation.name`. */
  readonly operation: string;
  /** The wire format of requests and replies. */
  readonly shape: ReplyShape;
  /** Where the method itself says that it streams; else the body's `stream` does. */
  readonly streams?: boolean;
  /** Brings what the client hands out into the wire format, where it writes fields in its own way. */
  readonly toWire?: (value: unknown) => unknown;
}

/** What a call asks for, from the first argument of its method. The list of messages is a copy, its items are not. */
export function requestOf({ shape }: ModelApi, body: unknown): RequestFacts {
  return readRequest(shape, body);
}

export function isStreamed({ streams }: ModelApi, request: RequestFacts): boolean {
  return streams ?? request.stream ?? false;
}
