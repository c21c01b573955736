import { emitJson, EVENT_MAX, FramesError, type EventFrames, type OnEvent } from "./event-frames.ts";
import { Lines } from "./lines.ts";

/**
 * Server-sent events (WHATWG HTML, "Event stream interpretation"): the `data` of an event, put together from its lines.
 * Other fields say nothing that the data does not say. What the last event lacks at its end is forgiven: the providers'
 * own clients do so, too.
 */
export function serverSentEvents(onEvent: OnEvent): EventFrames {
  let data: string | null = null;
  const dispatch = (): void => {
    if (data !== null) emitJson(data, onEvent);
    data = null;
  };
  const lines = new Lines((line) => {
    if (line === "") return dispatch();
    if (!line.startsWith("data")) return;
    const value = valueOf(line);
    if (value === null) return;
    data = data === null ? value : `${data}\n${value}`;
    if (data.length > EVENT_MAX) throw new FramesError(`an event of more than ${EVENT_MAX} characters`);
  });
  return {
    push: (bytes) => lines.push(bytes),
    end: () => {
      lines.end();
      dispatch();
    },
  };
}

/** Value of a line `data: ...`; null for a line of another field whose name only begins so. */
function valueOf(line: string): string | null {
  if (line.length === 4) return "";
  if (line[4] !== ":") return null;
  return line.slice(line[5] === " " ? 6 : 5);
}
