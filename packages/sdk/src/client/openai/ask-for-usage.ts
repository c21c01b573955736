import { isRecord, type Fields } from "../../is-record.ts";

/** A request body that asks for usage on the stream where the caller's own did not say. */
export interface AskedUsage {
  readonly body: Fields;
  /** Makes `body` what the caller passed. Works until the client has written the request, some microtasks later. */
  readonly undo: () => void;
  readonly isOn: () => boolean;
}

/** null where the caller has decided itself, or where a copy would not be the same body. */
export function askForUsage(body: Fields): AskedUsage | null {
  const options = body["stream_options"];
  if (Object.getPrototypeOf(body) !== Object.prototype) return null;
  if (options !== undefined && options !== null && !isRecord(options)) return null;
  if (isRecord(options) && options["include_usage"] !== undefined) return null;
  const asking: Record<string, unknown> = { ...body, stream_options: { ...options, include_usage: true } };
  let on = true;
  const undo = (): void => {
    on = false;
    if ("stream_options" in body) asking["stream_options"] = options;
    else delete asking["stream_options"];
  };
  return { body: asking, undo, isOn: () => on };
}

/**
 * Takes out what only our asking for usage put into a chunk: `usage: null` on all but the last one. Returns whether
 * the chunk is that last one, which has no choices and which the caller did not ask for.
 */
export function isAskedUsage(chunk: unknown): boolean {
  if (!isRecord(chunk)) return false;
  const { usage, choices } = chunk;
  if (usage === null) Reflect.deleteProperty(chunk, "usage");
  return isRecord(usage) && Array.isArray(choices) && choices.length === 0;
}

/**
 * Whether a server says that it does not take `stream_options`: some follow an older API and reject what they do not
 * know. The message is read here and goes nowhere; the answer can still be read.
 */
export async function isRefusal(answer: Response): Promise<boolean> {
  if (answer.status !== 400 && answer.status !== 422) return false;
  try {
    return /stream_options|include_usage/.test(await answer.clone().text());
  } catch {
    // The connection broke: the client will find out by itself when it reads the answer.
    return false;
  }
}
