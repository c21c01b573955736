import { withContext, type CallContext } from "../call/with-context.ts";
import { hide } from "../client/hide.ts";
import { namedLike, type Method } from "../client/replace-method.ts";
import { isRecord } from "../is-record.ts";
import { neverThrow } from "../never-throw.ts";

/** A method that does the same within a context. Of a generator, each step runs in it: its body begins only there. */
export function inContext(method: Method, context: CallContext): Method {
  const value: Method = function (...args) {
    const answer = withContext(context, () => Reflect.apply(method, this, args));
    neverThrow(() => bindSteps(answer, context), undefined);
    return answer;
  };
  return namedLike(method, value);
}

const STEPS = ["next", "return", "throw"] as const;

function bindSteps(answer: unknown, context: CallContext): void {
  if (!isRecord(answer) || !isGenerator(answer)) return;
  for (const name of STEPS) {
    const step = answer[name];
    if (typeof step !== "function") continue;
    const bound: Method = (...value) =>
      withContext(context, (): unknown => Reflect.apply(step, answer, value));
    hide(answer, name, bound);
  }
}

function isGenerator(answer: object): boolean {
  return Symbol.asyncIterator in answer || Symbol.iterator in answer ? "next" in answer : false;
}
