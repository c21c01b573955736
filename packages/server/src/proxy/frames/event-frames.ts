/** Cuts the bytes of a stream into its events. Bytes may be cut anywhere; `onEvent` is called as soon as one is whole. */
export interface EventFrames {
  push(bytes: Buffer): void;
  /** The stream is over, maybe in the middle of an event. */
  end(): void;
}

export type OnEvent = (event: unknown) => void;

/** A stream that cannot be measured further: an event is larger than is held, or its bytes contradict each other. */
export class FramesError extends Error {
  override readonly name = "FramesError";
}

/** Characters or bytes of one event; a picture in base64 is some megabytes. */
export const EVENT_MAX = 8 * 2 ** 20;

/** Hands on the JSON of an event; what is no JSON (`[DONE]`, a malformed chunk) is passed over. */
export function emitJson(text: string, onEvent: OnEvent): void {
  let event: unknown;
  try {
    event = JSON.parse(text);
  } catch {
    return;
  }
  onEvent(event);
}
