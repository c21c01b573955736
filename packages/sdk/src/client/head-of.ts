import { isRecord } from "../is-record.ts";
import type { AnswerHead } from "./call-observer.ts";

/** The head of a `Response`. A host may give a client a `fetch` whose answers are of a class of its own. */
export function headOf(response: unknown): AnswerHead {
  if (!isRecord(response)) return { httpStatus: null, header: null };
  const { status, headers } = response;
  return {
    httpStatus: typeof status === "number" ? status : null,
    header: headers instanceof Headers ? (name) => headers.get(name) : null,
  };
}
