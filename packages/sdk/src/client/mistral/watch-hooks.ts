import { isRecord } from "../../is-record.ts";
import { neverThrow } from "../../never-throw.ts";
import type { CallObserver } from "../call-observer.ts";
import { headOf } from "../head-of.ts";
import { endAttempt } from "../observe-attempt.ts";
import type { Invoke } from "../plain/wrap-plain-method.ts";
import { hasMethod } from "../replace-method.ts";

/** Rides in a request's options to the hooks, which see each HTTP try. */
const OBSERVER = Symbol("promptprof.call");
/** The calls that contexts belong to: the client makes one a call, and hands it to every hook. */
const calls = new WeakMap<object, CallObserver>();
const watching = new WeakSet();

const REGISTER = [
  "registerBeforeCreateRequestHook",
  "registerBeforeRequestHook",
  "registerAfterSuccessHook",
  "registerAfterErrorHook",
] as const;

/** Registers hooks with the client, and with all parts of it: they share its hooks. */
export function watchHooks(client: object): void {
  const hooks = "_options" in client && isRecord(client._options) ? client._options["hooks"] : null;
  if (!isRecord(hooks) || watching.has(hooks)) return;
  watching.add(hooks);
  if (!takesHooks(hooks)) return;
  for (const register of REGISTER) hooks[register](HOOK);
}

/** Runs a method `(request, options)` of a client whose hooks are watched. The caller's options are not touched. */
export const tellingHooks: Invoke = (method, self, [request, options, ...more], observer) => {
  const own = isRecord(options) ? options : {};
  return Reflect.apply(method, self, [request, { ...own, [OBSERVER]: observer }, ...more]);
};

const HOOK = {
  beforeCreateRequest: (context: object, input: unknown): unknown => {
    neverThrow(() => rememberCall(context, input), undefined);
    return input;
  },
  beforeRequest: (context: object, request: unknown): unknown => {
    neverThrow(() => calls.get(context)?.onAttempt(), undefined);
    return request;
  },
  afterSuccess: (context: object, response: unknown): unknown => {
    neverThrow(() => seeHead(context, response), undefined);
    return response;
  },
  afterError: (context: object, response: unknown, error: unknown): unknown => {
    neverThrow(() => seeHead(context, response), undefined);
    return { response, error };
  },
};

function rememberCall(context: object, input: unknown): void {
  const options = isRecord(input) ? input["options"] : null;
  if (carriesObserver(options)) calls.set(context, options[OBSERVER]);
}

function seeHead(context: object, response: unknown): void {
  const call = calls.get(context);
  if (call !== undefined) endAttempt(call, headOf(response));
}

type Register = (hook: typeof HOOK) => void;

function takesHooks(hooks: object): hooks is Record<(typeof REGISTER)[number], Register> {
  return REGISTER.every((register) => hasMethod(hooks, [register]));
}

function carriesObserver(options: unknown): options is { readonly [OBSERVER]: CallObserver } {
  return isRecord(options) && OBSERVER in options;
}
