import { scalarOf, textOf } from "../fields/attribute.ts";
import { plainValue } from "../fields/plain-value.ts";
import type { OtlpLogRecord } from "../wire/decode-logs.ts";
import { jsonObject } from "../wire/json-object.ts";

/** The finish reason that stands only in the first message of the answer: `[{role, parts, finish_reason}]`. */
export function finishReasonIn({ attributes }: OtlpLogRecord): string | null {
  const messages = plainValue(attributes.get("gen_ai.output.messages"));
  const first = Array.isArray(messages) ? jsonObject(messages[0]) : undefined;
  return textOf(scalarOf(first?.["finish_reason"]))?.slice(0, WORD_CHARACTERS) ?? null;
}

const WORD_CHARACTERS = 200;
