import type { CallContext } from "../call/with-context.ts";
import { isRecord } from "../is-record.ts";
import type { Method } from "../client/replace-method.ts";
import type { ProfileOptions } from "../profile-options.ts";
import { warnOnce } from "../warn-once.ts";
import type { CallDescription } from "./call-description.ts";
import { inContext } from "./in-context.ts";
import { wrapDescribed } from "./wrap-described.ts";

/** What a method's calls are counted under, and whether it is a call itself. */
export interface ProfiledMethod extends CallContext {
  /** For a method that is itself a call of a model, made by no profiled client: how to read it. */
  readonly call?: CallDescription | undefined;
  /** Where the profiles of `call` go. */
  readonly options?: ProfileOptions | undefined;
}

type Decorate = <This, Args extends unknown[], Result>(
  method: (this: This, ...args: Args) => Result,
  context: ClassMethodDecoratorContext<This, (this: This, ...args: Args) => Result>,
) => (this: This, ...args: Args) => Result;

/**
 * Counts all calls that profiled clients make inside of a method under a prompt's name, a team and so on, also after
 * an `await` and in an async generator. The method itself is no call, so nothing is counted twice; a call whose
 * messages come from a `prompt()` keeps that name, and of nested methods the inner one counts. With `call`, the method
 * is profiled as one call of a model on top, as `profileFunction` does it.
 *
 * The standard decorator of TypeScript 5 and later, for methods that are static, private or neither; not for
 * `experimentalDecorators`.
 *
 * @example
 * class Support {
 *   @profiled({ prompt: "answer-ticket", team: "support" })
 *   async answer(ticket: Ticket) { ... }
 * }
 */
export function profiled({ call, options, ...context }: ProfiledMethod): Decorate {
  function decorate<This, Args extends unknown[], Result>(
    method: (this: This, ...args: Args) => Result,
    decorated: ClassMethodDecoratorContext<This, (this: This, ...args: Args) => Result>,
  ): (this: This, ...args: Args) => Result;
  function decorate(method: Method, decorated: unknown): Method | undefined {
    if (!isStandard(decorated)) return notHere();
    return inContext(call === undefined ? method : wrapDescribed(method, call, options ?? {}), context);
  }
  return decorate;
}

function isStandard(context: unknown): boolean {
  return isRecord(context) && context["kind"] === "method";
}

/** For every kind of decorator, an answer of nothing leaves things as they are. */
function notHere(): undefined {
  warnOnce("decorator", "@profiled is a standard decorator, for methods alone; it does nothing here");
}
