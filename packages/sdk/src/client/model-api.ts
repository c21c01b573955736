import { readRequest, type RequestFacts } from "@promptprof/anatomy";
import type { ReplyShape } from "@promptprof/model/replies";
import type { AnswerHead } from "./call-observer.ts";

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
  /** Brings what the client takes into the wire format, where it differs in more than its spelling. */
  readonly requestToWire?: (request: unknown) => unknown;
  /** Brings what the client hands out into the wire format, where it writes fields in its own way. */
  readonly toWire?: (value: unknown) => unknown;
  /** The answer, or the stream of it, in what the method gives, where that holds more. */
  readonly answerIn?: (result: unknown) => unknown;
  /** Tells the wire format from a whole answer or a stream's first item where only they tell; null = it is `shape`. */
  readonly shapeOf?: (wire: unknown) => ReplyShape | null;
  /** The head of the HTTP answer, where the client adds it to what it hands out; null where it does not. */
  readonly headOf?: (value: unknown) => AnswerHead | null;
  /** The same for one item of a stream, where that is another thing. */
  readonly itemToWire?: (item: unknown) => unknown;
}

/** What a call asks for, from the first argument of its method. The list of messages is a copy, its items are not. */
export function requestOf({ shape, requestToWire }: ModelApi, body: unknown): RequestFacts {
  return readRequest(shape, requestToWire === undefined ? body : requestToWire(body));
}

export function isStreamed({ streams }: ModelApi, request: RequestFacts): boolean {
  return streams ?? request.stream ?? false;
}
