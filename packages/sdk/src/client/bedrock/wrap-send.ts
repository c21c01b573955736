import type { ReadToken } from "../../call/open-calls.ts";
import type { ProfiledCall } from "../../call/profiled-call.ts";
import { isRecord } from "../../is-record.ts";
import { neverThrow, neverThrowOrDrop } from "../../never-throw.ts";
import type { Profiler } from "../../profiler.ts";
import { requestOf, type ModelApi } from "../model-api.ts";
import { observeAnswer, seeAnswer } from "../plain/observe-answer.ts";
import { newReading, type Reading } from "../reading.ts";
import { isMethod, type Method } from "../replace-method.ts";
import { apiOf } from "./bedrock-apis.ts";
import { invokedRequest } from "./invoked-request.ts";
import { watchedOptions } from "./watch-handler.ts";

/** `send(command, options?)`, which gives a promise, or `send(command, options?, callback)`; other commands pass. */
export function wrapSend(send: Method, profiler: Profiler): Method {
  return function (...args) {
    const begun = neverThrowOrDrop(() => beginSend(args, profiler), null);
    if (begun === null) return Reflect.apply(send, this, args);
    return begun.call.run(() => Reflect.apply(send, this, begun.args), begun.watch);
  };
}

interface Begun {
  readonly call: ProfiledCall;
  /** What `send` is called with in place of the caller's arguments, which are not touched. */
  readonly args: readonly unknown[];
  readonly watch: (answer: unknown, token: ReadToken) => unknown;
}

function beginSend([command, ...rest]: readonly unknown[], profiler: Profiler): Begun | null {
  const input = isRecord(command) ? command["input"] : null;
  if (!isRecord(input)) return null;
  const api = apiOf(operationOf(command), input["modelId"]);
  if (api === undefined) return null;
  const request = api.shapeOf === undefined ? requestOf(api, input) : invokedRequest(input);
  const call = profiler.begin(api, { request, stream: api.streams === true, countsAttempts: false });
  const callback = rest.slice(0, 2).find(isMethod);
  const options = watchedOptions(typeof rest[0] === "function" ? undefined : rest[0], call);
  if (callback !== undefined) return beginCallback(call, api, [command, options], callback);
  return {
    call,
    args: [command, options, ...rest.slice(1)],
    watch: (answer, token) => observeAnswer(answer, newReading(call, token), api.answerIn),
  };
}

/** The caller's function is called as it would have been, after we have seen what it is called with. */
function beginCallback(
  call: ProfiledCall,
  { answerIn }: ModelApi,
  args: readonly unknown[],
  callback: Method,
): Begun {
  let reading: Reading | undefined;
  const watched: Method = function (...results) {
    const [error, answer] = results;
    if (error !== null && error !== undefined) call.onError(error);
    else
      neverThrow(
        () => seeAnswer(answer, (reading ??= newReading(call, call.newToken())), answerIn),
        undefined,
      );
    return Reflect.apply(callback, this, results);
  };
  const watch = (answer: unknown, token: ReadToken): unknown => {
    reading ??= newReading(call, token);
    return answer;
  };
  return { call, args: [...args, watched], watch };
}

/** Newer commands have the operation's schema, of which the third part is its name; a bundler may rename the class. */
function operationOf(command: unknown): string {
  if (!isRecord(command)) return "";
  const { schema } = command;
  const stated: unknown = Array.isArray(schema) ? schema[2] : null;
  return typeof stated === "string" ? stated : (command.constructor?.name ?? "").replace(/Command$/, "");
}
