import { isRecord, type Fields } from "../is-record.ts";

/** A request body that asks for usage on the stream where the caller's own did not say. */
export interface AskedUsage {
  readonly body: Fields;
  /** Makes `body` what the caller passed. Works until the client has written the request, some microtasks later. */
  readonly undo: () => void;
}

/** null where the caller has decided itself, or where a copy would not be the same body. */
export function askForUsage(body: Fields): AskedUsage | null {
  const options = body["stream_options"];
  if (Object.getPrototypeOf(body) !== Object.prototype) return null;
  if (options !== undefined && options !== null && !isRecord(options)) return null;
  if (isRecord(options) && options["include_usage"] !== undefined) return null;
  const asking: Record<string, unknown> = { ...body, stream_options: { ...options, include_usage: true } };
  const undo = (): void => {
    if ("stream_options" in body) asking["stream_options"] = options;
    else delete asking["stream_options"];
  };
  return { body: asking, undo };
}

/** Servers that follow an older API reject a field they do not know. The message is read here and goes nowhere. */
export function refusesUsage(error: unknown): boolean {
  if (!isRecord(error) || (error["status"] !== 400 && error["status"] !== 422)) return false;
  return /stream_options|include_usage/.test(String(error["message"]));
}
