import { isRecord, textOf } from "../../is-record.ts";
import type { AnswerHead } from "../call-observer.ts";

/** google.rpc.Code: OK is 200. The client lets nothing but a success through. */
const OK = 200;

/** The head of the HTTP answer, which the client adds to each result and to each item of a stream. */
export function headOfAnswer(answer: unknown): AnswerHead | null {
  const http = isRecord(answer) ? answer["sdkHttpResponse"] : null;
  if (!isRecord(http)) return null;
  const { headers } = http;
  return {
    httpStatus: OK,
    header: isRecord(headers) ? (name) => textOf(headers[name]) : null,
  };
}
