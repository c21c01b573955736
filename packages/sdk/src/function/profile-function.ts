import type { Method } from "../client/replace-method.ts";
import type { ProfileOptions } from "../profile-options.ts";
import type { AnyDescription, CallDescription } from "./call-description.ts";
import { wrapDescribed } from "./wrap-described.ts";

type AnyFunction = (...args: never[]) => unknown;

/**
 * A function that does what `fn` does (`this`, arguments, result, errors, name and length) and of which each call is
 * profiled as one call of a model. `fn` may answer with a value, a promise, an async generator or another stream. A
 * stream is watched while it is iterated over or read as a web stream, and its call ends when the reading ends. A
 * plain promise or web stream is handed on as another one that behaves the same, all else as the same object.
 *
 * @param describe how to read arguments and results. What it throws never reaches the caller: it is told once, and
 *   the call is profiled with what is known without it
 * @example
 * const ask = profileFunction(askGateway, {
 *   provider: "gateway",
 *   model: (question) => question.model,
 *   reply: (answer) => ({ inputTokens: answer.read, outputTokens: answer.written }),
 * });
 */
export function profileFunction<Fn extends AnyFunction>(
  fn: Fn,
  describe: CallDescription<Parameters<Fn>, ReturnType<Fn>>,
  options?: ProfileOptions,
): Fn;
export function profileFunction(fn: Method, describe: AnyDescription, options: ProfileOptions = {}): Method {
  return wrapDescribed(fn, describe, options);
}
