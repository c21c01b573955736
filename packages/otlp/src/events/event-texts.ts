import { callTexts, type CallTexts } from "../fields/call-texts.ts";
import { messageText, OtherThanText } from "../fields/message-text.ts";
import { plainValue } from "../fields/plain-value.ts";
import type { OtlpLogRecord } from "../wire/decode-logs.ts";
import { CHOICE_EVENT, DETAILS_EVENT, MESSAGE_EVENTS } from "./event-names.ts";

/** The text of a log event, to be counted and forgotten. */
export interface EventTexts extends CallTexts {
  /** One message of several, each in an event of its own; else all of the input or the output. */
  readonly isMessage: boolean;
}

/** null = the event brings no text. */
export function eventTexts(record: OtlpLogRecord): EventTexts | null {
  const { eventName, attributes, body } = record;
  if (eventName === DETAILS_EVENT) {
    const texts = callTexts(attributes, "chat");
    return texts === null ? null : { ...texts, isMessage: false };
  }
  if (eventName !== CHOICE_EVENT && !MESSAGE_EVENTS.has(eventName)) return null;
  const message = textOfBody(body);
  if (message === "") return null;
  const texts = message === null ? null : [message];
  const [input, output] = eventName === CHOICE_EVENT ? [null, texts] : [texts, null];
  return { input, output, isTooLarge: false, isMessage: true };
}

/** null = it holds more than text. */
function textOfBody(body: OtlpLogRecord["body"]): string | null {
  try {
    return messageText(plainValue(body));
  } catch (error) {
    if (error instanceof OtherThanText) return null;
    throw error;
  }
}
