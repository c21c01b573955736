import { isRecord, type Fields } from "../../is-record.ts";
import type { AnswerHead, CallObserver } from "../call-observer.ts";
import { observeAttempt } from "../observe-attempt.ts";
import { replaceMethod } from "../replace-method.ts";

/** Rides in the options of `send` to the request handler, which sees each HTTP try. */
const OBSERVER = Symbol("promptprof.call");
const watching = new WeakSet();

/** Watches the request handler of a client; several clients may share one. */
export function watchHandler(client: { readonly config: Fields }): void {
  const { requestHandler } = client.config;
  if (!isRecord(requestHandler) || watching.has(requestHandler)) return;
  watching.add(requestHandler);
  replaceMethod(
    requestHandler,
    ["handle"],
    (handle) =>
      function (...args) {
        const send = (): unknown => Reflect.apply(handle, this, args);
        const [, options] = args;
        return carriesObserver(options)
          ? observeAttempt(options[OBSERVER], async () => send(), headOf)
          : send();
      },
  );
}

/** Options of `send` whose tries `observer` is told of. The caller's own object is not touched. */
export function watchedOptions(options: unknown, observer: CallObserver): Fields {
  return { ...(isRecord(options) ? options : {}), [OBSERVER]: observer };
}

/** Names of headers are lower case here already. */
function headOf(output: unknown): AnswerHead {
  const response = isRecord(output) && isRecord(output["response"]) ? output["response"] : {};
  const { statusCode, headers } = response;
  return {
    httpStatus: typeof statusCode === "number" ? statusCode : null,
    header: isRecord(headers) ? (name) => textIn(headers, name) : null,
  };
}

function textIn(headers: Fields, name: string): string | null {
  const value = headers[name];
  return typeof value === "string" ? value : null;
}

function carriesObserver(options: unknown): options is { readonly [OBSERVER]: CallObserver } {
  return isRecord(options) && OBSERVER in options;
}
