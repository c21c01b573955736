import type { ReplyShape } from "@promptprof/model";
import type { IncomingMessage, ServerResponse } from "node:http";
import { failureBody, type Failure } from "./failure-body.ts";

/** Answers what does not pass, in the words that the client's library expects. */
export function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  shape: ReplyShape | null,
  failure: Failure,
): void {
  const body = Buffer.from(`${JSON.stringify(failureBody(shape, failure))}\n`);
  // Nobody reads the rest of a body that goes nowhere.
  const closes = request.complete ? {} : { connection: "close" };
  response.writeHead(failure.status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": body.byteLength,
    "x-promptprof-error": failure.code,
    ...closes,
  });
  response.end(body);
  request.resume();
}
