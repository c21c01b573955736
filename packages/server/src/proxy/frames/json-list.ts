import { emitJson, EVENT_MAX, FramesError, type EventFrames, type OnEvent } from "./event-frames.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/**
 * The objects of a JSON list, each as soon as it is whole: how Gemini streams when nobody asks for server-sent events.
 * A single object counts as a list of one, so that an error body is read as well. Bytes of more than one character
 * never hold those looked for here (UTF-8), so nothing is decoded before an object is whole.
 */
export function jsonList(onEvent: OnEvent): EventFrames {
  let pieces: Buffer[] = [];
  let held = 0;
  let depth = 0;
  let inText = false;
  let escaped = false;

  const keep = (piece: Buffer): void => {
    held += piece.byteLength;
    if (held > EVENT_MAX) throw new FramesError(`an object of more than ${EVENT_MAX} bytes`);
    pieces.push(piece);
  };
  const emit = (): void => {
    emitJson(Buffer.concat(pieces).toString("utf8"), onEvent);
    pieces = [];
    held = 0;
  };

  return {
    push: (bytes) => {
      let start = depth > 0 ? 0 : -1;
      for (let i = 0; i < bytes.byteLength; i++) {
        const byte = bytes[i];
        if (inText) {
          if (escaped) escaped = false;
          else if (byte === BACKSLASH) escaped = true;
          else if (byte === QUOTE) inText = false;
        } else if (byte === QUOTE) inText = true;
        else if (byte === OPEN) {
          if (depth === 0) start = i;
          depth += 1;
        } else if (byte === CLOSE && depth > 0) {
          depth -= 1;
          if (depth > 0) continue;
          keep(bytes.subarray(start, i + 1));
          emit();
          start = -1;
        }
      }
      if (start !== -1) keep(bytes.subarray(start));
    },
    end: () => {},
  };
}
