import { emitJson, type EventFrames, type OnEvent } from "./event-frames.ts";
import { Lines } from "./lines.ts";

/** One JSON text a line, as Ollama and older Cohere stream. */
export function jsonLines(onEvent: OnEvent): EventFrames {
  return new Lines((line) => {
    if (line !== "") emitJson(line, onEvent);
  });
}
